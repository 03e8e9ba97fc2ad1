using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Centers laid out so that one row is compared with eight of them at a time.</summary>
/// <remarks>
/// Compared is |c|^2 / 2 - (x - m) c, with c relative to the mean m so that an offset of the data does not cancel. Scores in float that lie
/// within twice their rounding error of the least are compared again as distances in double, so the answer is exact.
/// </remarks>
sealed class CenterTable
{
    const int Lanes = 8;
    const int RowsAtOnce = 4;

    readonly double[] _centers;
    readonly int _featureCount;
    readonly int _groupCount;
    readonly float[] _offsets;      // lane by lane; infinite in lanes without a center
    readonly float[] _products;     // eight lanes a feature, features of a group together; negated centers relative to the mean
    readonly float _doubt;

    public CenterTable(double[] centers, FeatureMoments moments)
    {
        (_centers, _featureCount) = (centers, moments.Means.Length);
        var count = centers.Length / _featureCount;
        _groupCount = (count + Lanes - 1) / Lanes;
        _offsets = new float[_groupCount * Lanes];
        Array.Fill(_offsets, float.PositiveInfinity);
        _products = new float[_groupCount * Lanes * _featureCount];
        var greatest = 0.0;
        for (var center = 0; center < count; center++) greatest = Math.Max(greatest, Place(center, moments));
        _doubt = (float)(2.5 * (_featureCount + 4) * Math.ScaleB(1, -24) * greatest);
    }

    public int Count => _centers.Length / _featureCount;

    public ReadOnlySpan<double> Center(int center) => _centers.AsSpan(center * _featureCount, _featureCount);

    /// <summary>Finds the nearest center of each row; the first of several at the same distance.</summary>
    /// <param name="rows">Row after row.</param>
    /// <param name="labels">Receives one center a row.</param>
    // Optimised at once: left to the tiers, a whole fit is over before the fast code is there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Assign(ReadOnlySpan<float> rows, Span<int> labels)
    {
        if (_groupCount == 1)
        {
            AssignNarrow(rows, labels);
            return;
        }
        Span<float> scores = _groupCount <= 16 ? stackalloc float[RowsAtOnce * _groupCount * Lanes] : new float[RowsAtOnce * _groupCount * Lanes];
        var width = _groupCount * Lanes;
        var row = 0;
        for (; row + RowsAtOnce <= labels.Length; row += RowsAtOnce)
        {
            Score4(rows.Slice(row * _featureCount, RowsAtOnce * _featureCount), scores);
            for (var i = 0; i < RowsAtOnce; i++)
                labels[row + i] = Least(scores.Slice(i * width, width), rows.Slice((row + i) * _featureCount, _featureCount));
        }
        for (; row < labels.Length; row++) labels[row] = Nearest(rows.Slice(row * _featureCount, _featureCount));
    }

    /// <summary>Up to eight centers: scores stay in registers, which takes a quarter off the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AssignNarrow(ReadOnlySpan<float> rows, Span<int> labels)
    {
        var d = _featureCount;
        var offsets = Vector256.Create(_offsets);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, labels.Length * d);
        ref var x = ref MemoryMarshal.GetReference(rows);
        ref var products = ref MemoryMarshal.GetArrayDataReference(_products);
        var row = 0;
        for (; row + RowsAtOnce <= labels.Length; row += RowsAtOnce)
        {
            var (first, second, third, fourth) = (offsets, offsets, offsets, offsets);
            for (var feature = 0; feature < d; feature++)
            {
                var product = Vector256.LoadUnsafe(ref products, (nuint)(feature * Lanes));
                first = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, feature)), product, first);
                second = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, d + feature)), product, second);
                third = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 2 * d + feature)), product, third);
                fourth = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 3 * d + feature)), product, fourth);
            }
            x = ref Unsafe.Add(ref x, RowsAtOnce * d);
            var (near0, near1, near2, near3) = (NearLeast(first), NearLeast(second), NearLeast(third), NearLeast(fourth));
            labels[row] = BitOperations.TrailingZeroCount(near0);
            labels[row + 1] = BitOperations.TrailingZeroCount(near1);
            labels[row + 2] = BitOperations.TrailingZeroCount(near2);
            labels[row + 3] = BitOperations.TrailingZeroCount(near3);
            var doubtful = (near0 & (near0 - 1)) | (near1 & (near1 - 1)) | (near2 & (near2 - 1)) | (near3 & (near3 - 1));
            var none = ((near0 - 1) | (near1 - 1) | (near2 - 1) | (near3 - 1)) >> Lanes;   // no lane at all: a score overflowed
            if ((doubtful | none) != 0) Settle(rows.Slice(row * d, RowsAtOnce * d), labels.Slice(row, RowsAtOnce));
        }
        Settle(rows[(row * d)..], labels[row..]);
    }

    /// <summary>One bit for each lane that may hold the least score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    uint NearLeast(Vector256<float> scores) =>
        Vector256.LessThanOrEqual(scores, LeastLane(scores) + Vector256.Create(_doubt)).ExtractMostSignificantBits();

    void Settle(ReadOnlySpan<float> rows, Span<int> labels)
    {
        for (var row = 0; row < labels.Length; row++) labels[row] = Nearest(rows.Slice(row * _featureCount, _featureCount));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<float> LeastLane(Vector256<float> least)
    {
        least = Vector256.MinNative(least, Vector256.Shuffle(least, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)));
        least = Vector256.MinNative(least, Vector256.Shuffle(least, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)));
        return Vector256.MinNative(least, Vector256.Shuffle(least, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)));
    }

    /// <summary>The nearest center by distances in double.</summary>
    public int Nearest(ReadOnlySpan<float> row)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var center = 0; center < Count; center++)
        {
            var distance = Distance.Squared(row, _centers.AsSpan(center * _featureCount, _featureCount));
            if (distance < least) (best, least) = (center, distance);
        }
        return best;
    }

    double Place(int center, FeatureMoments moments)
    {
        var (group, lane) = (center / Lanes, center % Lanes);
        var (offset, bound) = (0.0, 0.0);
        for (var feature = 0; feature < _featureCount; feature++)
        {
            var relative = _centers[center * _featureCount + feature] - moments.Means[feature];
            offset += relative * (relative / 2 + moments.Means[feature]);
            bound += Math.Abs(relative) * moments.Largest[feature];
            _products[(group * _featureCount + feature) * Lanes + lane] = (float)-relative;
        }
        _offsets[center] = (float)offset;
        return Math.Abs(offset) + bound;
    }

    // Four rows share each load of the centers; references because the checked loop takes longer than the arithmetic.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Score4(ReadOnlySpan<float> rows, Span<float> scores)
    {
        var d = _featureCount;
        var width = _groupCount * Lanes;
        ref var x = ref MemoryMarshal.GetReference(rows);
        ref var products = ref MemoryMarshal.GetArrayDataReference(_products);
        for (var group = 0; group < _groupCount; group++)
        {
            var first = Vector256.LoadUnsafe(ref _offsets[group * Lanes]);
            var (second, third, fourth) = (first, first, first);
            for (var feature = 0; feature < d; feature++)
            {
                var product = Vector256.LoadUnsafe(ref products, (nuint)((group * d + feature) * Lanes));
                first = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, feature)), product, first);
                second = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, d + feature)), product, second);
                third = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 2 * d + feature)), product, third);
                fourth = Vector256.MultiplyAddEstimate(Vector256.Create(Unsafe.Add(ref x, 3 * d + feature)), product, fourth);
            }
            first.CopyTo(scores[(group * Lanes)..]);
            second.CopyTo(scores[(width + group * Lanes)..]);
            third.CopyTo(scores[(2 * width + group * Lanes)..]);
            fourth.CopyTo(scores[(3 * width + group * Lanes)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Least(ReadOnlySpan<float> scores, ReadOnlySpan<float> row)
    {
        var least = Vector256.Create(scores);
        for (var at = Lanes; at < scores.Length; at += Lanes) least = Vector256.MinNative(least, Vector256.Create(scores[at..]));
        least = LeastLane(least) + Vector256.Create(_doubt);
        var (found, label) = (0, 0);
        for (var at = 0; at < scores.Length; at += Lanes)
        {
            var near = Vector256.LessThanOrEqual(Vector256.Create(scores[at..]), least).ExtractMostSignificantBits();
            if (near == 0) continue;
            found += BitOperations.PopCount(near);
            label = at + BitOperations.TrailingZeroCount(near);
        }
        return found == 1 ? label : Nearest(row);
    }
}
