using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Scores 256 rows at a time, a byte of a vector each, or 128 where codes or leaves take two bytes. It holds the first leaf that its row can still reach: a row is at a node exactly where that is the first
/// leaf below the node, as all nodes above were decided before. There it moves to the first leaf on the right if it goes right and else stays. In the end
/// it is the row's leaf. Costs three instructions a node for 64 or 32 rows, and no branch depends on the rows.
/// </summary>
/// <remarks>Deciding all nodes instead of walking is the idea of QuickScorer (Lucchese et al. 2015) and its vector versions.</remarks>
sealed class BlockScorer<T> : BlockScorer where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public static readonly int BlockRows = Vectors * Vector512<T>.Count;

    /// <summary>Vectors of a channel: so many that one need not wait for the other.</summary>
    const int Vectors = 4;

    readonly PlannedTree[] _trees;
    readonly int _outputCount;
    readonly ChannelTable _channels;

    public BlockScorer(PlannedTree[] trees, int outputCount, ChannelTable channels) => (_trees, _outputCount, _channels) = (trees, outputCount, channels);

    public override void Add(FeatureMatrix rows, Span<double> margins)
    {
        var codes = new AlignedBytes(_channels.PlaneCount * BlockRows * Unsafe.SizeOf<T>());
        Span<T> leaves = stackalloc T[BlockRows];
        for (var from = 0; from < rows.RowCount; from += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.RowCount - from);
            Encode(rows, from, count, MemoryMarshal.Cast<byte, T>(codes.Span));
            var part = margins.Slice(from * _outputCount, count * _outputCount);
            for (var tree = 0; tree < _trees.Length; tree++)
            {
                Reach(_trees[tree], MemoryMarshal.Cast<byte, Vector512<T>>(codes.Span), MemoryMarshal.Cast<T, Vector512<T>>(leaves));
                AddLeaves(_trees[tree].LeafValues, leaves, part[(tree % _outputCount)..]);
            }
        }
    }

    void Encode(FeatureMatrix rows, int from, int count, Span<T> codes)
    {
        var features = rows.FeatureCount;
        var values = rows.Rows(from, count);
        foreach (var feature in _channels.Features) feature.WriteBlock(values[feature.Feature..], features, count, codes);
    }

    void AddLeaves(double[] values, ReadOnlySpan<T> leaves, Span<double> margins)
    {
        for (int row = 0, at = 0; at < margins.Length; row++, at += _outputCount) margins[at] += values[int.CreateTruncating(leaves[row])];
    }

    /// <summary>The leaf of each row.</summary>
    static void Reach(PlannedTree tree, ReadOnlySpan<Vector512<T>> codes, Span<Vector512<T>> leaves)
    {
        var (first, second, third, fourth) = (Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero, Vector512<T>.Zero);
        foreach (ref readonly var node in tree.Nodes.AsSpan())
        {
            var here = codes.Slice(node.Plane * Vectors, Vectors);
            var (start, middle) = (Vector512.Create(node.Start).As<uint, T>(), Vector512.Create(node.Middle).As<uint, T>());
            if (node.Set == PlannedNode.NoSet)
            {
                var bound = Vector512.Create(node.Bound).As<uint, T>();
                first = Move(first, start, middle, Vector512.GreaterThan(here[0], bound));
                second = Move(second, start, middle, Vector512.GreaterThan(here[1], bound));
                third = Move(third, start, middle, Vector512.GreaterThan(here[2], bound));
                fourth = Move(fourth, start, middle, Vector512.GreaterThan(here[3], bound));
                continue;
            }
            var set = tree.Sets[node.Set];
            var bits = codes.Slice((node.Plane + 1) * Vectors, Vectors);
            first = Move(first, start, middle, IsOutside(set, here[0], bits[0]));
            second = Move(second, start, middle, IsOutside(set, here[1], bits[1]));
            third = Move(third, start, middle, IsOutside(set, here[2], bits[2]));
            fourth = Move(fourth, start, middle, IsOutside(set, here[3], bits[3]));
        }
        (leaves[0], leaves[1], leaves[2], leaves[3]) = (first, second, third, fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> Move(Vector512<T> at, Vector512<T> start, Vector512<T> middle, Vector512<T> goesRight) =>
        Vector512.ConditionalSelect(Vector512.Equals(at, start) & goesRight, middle, at);

    /// <summary>Which rows' categories are not in a set, given the word of the set that a code is in, and its bit there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> IsOutside(Vector256<byte> set, Vector512<T> places, Vector512<T> bits) => Vector512.Equals(LookUp(set, places) & bits, Vector512<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<T> LookUp(Vector256<byte> set, Vector512<T> places)
    {
        if (Unsafe.SizeOf<T>() == 1 && Avx512Vbmi.IsSupported) return Avx512Vbmi.PermuteVar64x8(set.ToVector512Unsafe(), places.AsByte()).As<byte, T>();
        if (Unsafe.SizeOf<T>() == 2 && Avx512BW.IsSupported) return Avx512BW.PermuteVar32x16(set.ToVector512Unsafe().AsUInt16(), places.AsUInt16()).As<ushort, T>();
        return Vector512.Create(
            Vector256.Create(LookUp(set, places.GetLower().GetLower()), LookUp(set, places.GetLower().GetUpper())),
            Vector256.Create(LookUp(set, places.GetUpper().GetLower()), LookUp(set, places.GetUpper().GetUpper())));
    }

    // What lies outside of 16 bytes is looked up as 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<T> LookUp(Vector256<byte> set, Vector128<T> places)
    {
        var beyond = places - Vector128.Create(T.CreateTruncating(Vector128<T>.Count));
        return Unsafe.SizeOf<T>() == 1
            ? (Vector128.Shuffle(set.GetLower(), places.AsByte()) | Vector128.Shuffle(set.GetUpper(), beyond.AsByte())).As<byte, T>()
            : (Vector128.Shuffle(set.GetLower().AsUInt16(), places.AsUInt16()) | Vector128.Shuffle(set.GetUpper().AsUInt16(), beyond.AsUInt16())).As<ushort, T>();
    }
}

/// <summary>Scores many rows at once, with codes and leaves of one byte or two.</summary>
abstract class BlockScorer
{
    /// <summary>Adds the margins of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="margins">Row after row, one an output; added to.</param>
    public abstract void Add(FeatureMatrix rows, Span<double> margins);
}
