using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// Scores 64 rows at a time, a byte of a vector each: every node is decided for all of them at once, the rows that reach a child are those of its parent that were
/// sent there, and each row notes the leaf it reaches. Costs a few instructions a node, however deep it lies, and no branch depends on the data.
/// </summary>
/// <remarks>Deciding all nodes instead of walking is the idea of QuickScorer (Lucchese et al. 2015) and its vector versions.</remarks>
sealed class BlockScorer
{
    public const int BlockRows = 64;

    readonly PlannedTree[] _trees;
    readonly int _outputCount;
    readonly ChannelTable _channels;
    readonly int _channelTotal;
    readonly int _placeTotal;

    public BlockScorer(PlannedTree[] trees, int outputCount, ChannelTable channels)
    {
        (_trees, _outputCount, _channels) = (trees, outputCount, channels);
        _channelTotal = channels.Count + trees.Max(tree => tree.Sets.Length);
        _placeTotal = trees.Max(tree => tree.NodeTotal + tree.LeafValues.Length);
    }

    /// <summary>Adds the margins of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="margins">Row after row, one an output; added to.</param>
    public void Add(FeatureMatrix rows, Span<double> margins)
    {
        var codes = new byte[_channelTotal * BlockRows];
        var reached = new byte[_placeTotal * BlockRows];
        for (var from = 0; from < rows.RowCount; from += BlockRows)
        {
            var count = Math.Min(BlockRows, rows.RowCount - from);
            Encode(rows, from, count, codes);
            var part = margins.Slice(from * _outputCount, count * _outputCount);
            for (var tree = 0; tree < _trees.Length; tree++) AddTree(_trees[tree], codes, reached, part, tree % _outputCount);
        }
    }

    void Encode(FeatureMatrix rows, int from, int count, byte[] codes)
    {
        var features = rows.FeatureCount;
        var values = rows.Rows(from, count);
        foreach (var feature in _channels.Features) feature.WriteBlock(values[feature.Feature..], features, count, codes);
    }

    void AddTree(PlannedTree tree, byte[] codes, byte[] reached, Span<double> margins, int output)
    {
        for (var set = 0; set < tree.Sets.Length; set++) Decide(tree.Sets[set], codes, (_channels.Count + set) * BlockRows);
        var leaf = Reach(tree, ref MemoryMarshal.GetArrayDataReference(codes), ref MemoryMarshal.GetArrayDataReference(reached));
        Span<byte> leaves = stackalloc byte[BlockRows];
        leaf.CopyTo(leaves);
        var values = tree.LeafValues;
        for (int row = 0, at = output; at < margins.Length; row++, at += _outputCount) margins[at] += values[leaves[row]];
    }

    /// <summary>The leaf of each row.</summary>
    static Vector512<byte> Reach(PlannedTree tree, ref byte codes, ref byte reached)
    {
        Vector512<byte>.AllBitsSet.StoreUnsafe(ref reached);
        foreach (ref readonly var node in tree.Nodes.AsSpan())
        {
            var here = Vector512.LoadUnsafe(ref reached, Place(node.Index));
            var left = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref codes, Place(node.Channel)), Vector512.Create(node.Bound));
            (here & left).StoreUnsafe(ref reached, Place(node.Left));
            Vector512.AndNot(here, left).StoreUnsafe(ref reached, Place(node.Right));
        }
        var leaf = Vector512<byte>.Zero;
        for (var number = 1; number < tree.LeafValues.Length; number++)
            leaf |= Vector512.LoadUnsafe(ref reached, Place(tree.NodeTotal + number)) & Vector512.Create((byte)number);
        return leaf;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static nuint Place(int channel) => (nuint)(channel * BlockRows);

    /// <summary>Writes 0 where the set holds the code, else 255: a node with the bound 0 then decides as the set does.</summary>
    static void Decide(CategorySet set, byte[] codes, int to)
    {
        var (low, high) = (Vector128.Create(set.Bits, 0), Vector128.Create(set.Bits, 16));
        var from = set.Channel * BlockRows;
        for (var row = 0; row < BlockRows; row += Vector128<byte>.Count)
        {
            var code = Vector128.Create(codes, from + row);
            var word = (code.AsUInt16() >>> 3).AsByte() & Vector128.Create((byte)31);
            var bits = Vector128.ConditionalSelect(Vector128.LessThan(word, Vector128.Create((byte)16)), Vector128.Shuffle(low, word), Vector128.Shuffle(high, word - Vector128.Create((byte)16)));
            var bit = Vector128.Shuffle(Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128), code & Vector128.Create((byte)7));
            (~Vector128.Equals(bits & bit, bit)).CopyTo(codes, to + row);
        }
    }
}
