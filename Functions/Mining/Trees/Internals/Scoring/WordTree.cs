using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// One tree of up to 64 leaves whose decisions fit a word: a bit a node, set where the row goes right. Leaves are numbered from left to right; a node that is gone
/// through to the right rules out all leaves on its left, and the first leaf that is left over is the row's.
/// </summary>
/// <remarks>The masks of QuickScorer (Lucchese et al. 2015, SIGIR).</remarks>
sealed class WordTree
{
    public const int MostLeaves = 64;

    readonly Tree _tree;

    WordTree(Tree tree) => _tree = tree;

    /// <summary>By node, the place of its codes; 0 at categorical nodes.</summary>
    public byte[] Channels { get; } = new byte[MostLeaves];

    /// <summary>By node, the largest code that goes left; all codes at categorical nodes.</summary>
    public byte[] Bounds { get; } = new byte[MostLeaves];

    /// <summary>By node, the leaves that are left over where it is gone through to the right.</summary>
    public ulong[] Survivors { get; } = new ulong[MostLeaves];

    /// <summary>Values of the leaves from left to right.</summary>
    public double[] LeafValues { get; } = new double[MostLeaves];

    /// <summary>Writes all but the leaf values, one after the other.</summary>
    public void CopyTo(Span<byte> table)
    {
        Channels.CopyTo(table);
        Bounds.CopyTo(table[MostLeaves..]);
        MemoryMarshal.AsBytes<ulong>(Survivors).CopyTo(table[(2 * MostLeaves)..]);
    }

    public static WordTree Of(Tree tree, ChannelTable channels)
    {
        var word = new WordTree(tree);
        Array.Fill(word.Bounds, byte.MaxValue);
        for (var node = 0; node < tree.NodeTotal; node++)
            if (!tree.Kind[node].IsCategorical) (word.Channels[node], word.Bounds[node]) = ((byte)channels.IndexOf(tree, node), channels.BoundOf(tree, node));
        word.Number(tree.NodeTotal == 0 ? ~0 : 0, 0);
        return word;
    }

    /// <summary>Numbers the leaves below a child; returns the number of the next.</summary>
    int Number(int child, int next)
    {
        if (child < 0)
        {
            LeafValues[next] = _tree.LeafValue[~child];
            return next + 1;
        }
        var middle = Number(_tree.Left[child], next);
        Survivors[child] = ~(Below(middle) & ~Below(next));
        return Number(_tree.Right[child], middle);
    }

    static ulong Below(int leaf) => leaf == MostLeaves ? ulong.MaxValue : (1ul << leaf) - 1;
}
