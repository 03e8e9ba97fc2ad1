using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Scores 256 rows at a time, a byte of a vector each. A byte holds the first leaf that its row can still reach: a row is at a node exactly where that is the first
/// leaf below the node, as all nodes above were decided before. There it moves to the first leaf on the right if it goes right and else stays. In the end
/// it is the row's leaf. Costs three instructions a node for 64 rows, and no branch depends on the rows.
/// </summary>
/// <remarks>Deciding all nodes instead of walking is the idea of QuickScorer (Lucchese et al. 2015) and its vector versions.</remarks>
sealed class BlockScorer
{
    public const int BlockRows = Vectors * Lanes;

    /// <summary>Vectors of a channel: so many that one need not wait for the other.</summary>
    const int Vectors = 4;
    const int Lanes = 64;

    readonly PlannedTree[] _trees;
    readonly int _outputCount;
    readonly ChannelTable _channels;

    public BlockScorer(PlannedTree[] trees, int outputCount, ChannelTable channels) => (_trees, _outputCount, _channels) = (trees, outputCount, channels);

    /// <summary>Adds the margins of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="margins">Row after row, one an output; added to.</param>
    public void Add(FeatureMatrix rows, Span<double> margins)
    {
        var codes = new AlignedBytes(_channels.PlaneCount * BlockRows);
        Span<byte> leaves = stackalloc byte[BlockRows];
        for (var from = 0; from < rows.RowCount; from += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.RowCount - from);
            Encode(rows, from, count, codes.Span);
            var part = margins.Slice(from * _outputCount, count * _outputCount);
            for (var tree = 0; tree < _trees.Length; tree++)
            {
                Reach(_trees[tree], MemoryMarshal.Cast<byte, Vector512<byte>>(codes.Span), MemoryMarshal.Cast<byte, Vector512<byte>>(leaves));
                AddLeaves(_trees[tree].LeafValues, leaves, part[(tree % _outputCount)..]);
            }
        }
    }

    void Encode(FeatureMatrix rows, int from, int count, Span<byte> codes)
    {
        var features = rows.FeatureCount;
        var values = rows.Rows(from, count);
        foreach (var feature in _channels.Features) feature.WriteBlock(values[feature.Feature..], features, count, codes);
    }

    void AddLeaves(double[] values, ReadOnlySpan<byte> leaves, Span<double> margins)
    {
        for (int row = 0, at = 0; at < margins.Length; row++, at += _outputCount) margins[at] += values[leaves[row]];
    }

    /// <summary>The leaf of each row.</summary>
    static void Reach(PlannedTree tree, ReadOnlySpan<Vector512<byte>> codes, Span<Vector512<byte>> leaves)
    {
        var (first, second, third, fourth) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        foreach (ref readonly var node in tree.Nodes.AsSpan())
        {
            var here = codes.Slice(node.Plane * Vectors, Vectors);
            var (start, middle) = (Vector512.Create(node.Start).AsByte(), Vector512.Create(node.Middle).AsByte());
            if (node.Set == PlannedNode.NoSet)
            {
                var bound = Vector512.Create(node.Bound).AsByte();
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
    static Vector512<byte> Move(Vector512<byte> at, Vector512<byte> start, Vector512<byte> middle, Vector512<byte> goesRight) =>
        Vector512.ConditionalSelect(Vector512.Equals(at, start) & goesRight, middle, at);

    /// <summary>Which rows' categories are not in a set, given the byte of the set that a code is in, and its bit there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> IsOutside(Vector256<byte> set, Vector512<byte> places, Vector512<byte> bits) => Vector512.Equals(LookUp(set, places) & bits, Vector512<byte>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<byte> LookUp(Vector256<byte> set, Vector512<byte> places) => Avx512Vbmi.IsSupported
        ? Avx512Vbmi.PermuteVar64x8(set.ToVector512Unsafe(), places)
        : Vector512.Create(
            Vector256.Create(LookUp(set, places.GetLower().GetLower()), LookUp(set, places.GetLower().GetUpper())),
            Vector256.Create(LookUp(set, places.GetUpper().GetLower()), LookUp(set, places.GetUpper().GetUpper())));

    // What lies outside of 16 bytes is looked up as 0.
    static Vector128<byte> LookUp(Vector256<byte> set, Vector128<byte> places) =>
        Vector128.Shuffle(set.GetLower(), places) | Vector128.Shuffle(set.GetUpper(), places - Vector128.Create((byte)16));
}
