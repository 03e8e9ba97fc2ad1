using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Mean, variance and largest absolute value of each feature.</summary>
sealed record FeatureMoments(double[] Means, double[] Variances, double[] Largest)
{
    public double MeanVariance => Variances.Average();

    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public static FeatureMoments Of(FeatureMatrix x, RunContext run)
    {
        var d = x.FeatureCount;
        const int BlockRows = 8192;
        var blockCount = (x.RowCount + BlockRows - 1) / BlockRows;
        var parts = new double[blockCount][];
        BlockSums.ForEach(blockCount, run, block =>
            parts[block] = OfBlock(x.Rows(block * BlockRows, Math.Min(BlockRows, x.RowCount - block * BlockRows)), x.Row(0), block * BlockRows));
        var (means, variances, largest) = (new double[d], new double[d], new double[d]);
        for (var feature = 0; feature < d; feature++)
        {
            var (sum, squares) = (0.0, 0.0);
            foreach (var part in parts)
            {
                sum += part[feature];
                squares += part[d + feature];
                largest[feature] = Math.Max(largest[feature], part[2 * d + feature]);
            }
            var shift = sum / x.RowCount;
            means[feature] = x.Row(0)[feature] + shift;
            variances[feature] = Math.Max(0, squares / x.RowCount - shift * shift);
        }
        return new FeatureMoments(means, variances, largest);
    }

    // Sums and squares of the differences to the first row, then largest values. Four rows at a time: four lanes take whatever
    // features come, lane after lane, and the places are told apart at the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double[] OfBlock(ReadOnlySpan<float> rows, ReadOnlySpan<float> first, int firstRow)
    {
        var d = first.Length;
        var places = new double[4 * d];
        var sums = new double[3 * d];
        for (var place = 0; place < places.Length; place++) places[place] = first[place % d];
        double[] totals = new double[4 * d], squares = new double[4 * d], largest = new double[4 * d];
        var at = 0;
        for (; at + 4 * d <= rows.Length; at += 4 * d)
        {
            for (var place = 0; place < places.Length; place += 4)
            {
                var value = Vector256.WidenLower(Vector128.Create(rows.Slice(at + place, 4)).ToVector256Unsafe());
                var difference = value - Vector256.Create(places, place);
                (Vector256.Create(totals, place) + difference).CopyTo(totals, place);
                (Vector256.Create(squares, place) + difference * difference).CopyTo(squares, place);
                Vector256.MaxNative(Vector256.Create(largest, place), Vector256.Abs(value)).CopyTo(largest, place);
            }
        }
        for (var place = 0; place < places.Length; place++) AddPlace(sums, place % d, (totals[place], squares[place], largest[place]));
        for (; at < rows.Length; at++)
        {
            var difference = (double)rows[at] - first[at % d];
            AddPlace(sums, at % d, (difference, difference * difference, Math.Abs(rows[at])));
        }
        for (var feature = 0; feature < d; feature++)
            if (!double.IsFinite(sums[d + feature])) RefuseBroken(rows, d, firstRow);
        return sums;
    }

    static void AddPlace(double[] sums, int feature, (double Difference, double Square, double Largest) value)
    {
        var d = sums.Length / 3;
        sums[feature] += value.Difference;
        sums[d + feature] += value.Square;
        sums[2 * d + feature] = Math.Max(sums[2 * d + feature], value.Largest);
    }

    static void RefuseBroken(ReadOnlySpan<float> rows, int featureCount, int firstRow)
    {
        for (var at = 0; at < rows.Length; at++)
            if (!float.IsFinite(rows[at]))
                throw new ArgumentException($"Feature {at % featureCount} of row {firstRow + at / featureCount} is {rows[at]}; a finite number was expected.");
        throw new ArgumentException($"Feature values of row 0 are missing or infinite; finite numbers were expected.");
    }
}
