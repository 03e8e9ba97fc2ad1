namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>
/// One tree of up to 64 leaves as four vectors of bytes, a node a byte: what it reads, what it compares with, and where its two edges lead. A place is a node from 0
/// (the root) to 62, or from <see cref="FirstLeaf"/> on a leaf.
/// </summary>
sealed class WordTree
{
    public const int MostLeaves = 64;

    /// <summary>The place of leaf 0: half of what two vectors of bytes hold, so that one look-up of 128 bytes leads on from nodes and leaves alike.</summary>
    public const int FirstLeaf = 64;

    /// <summary>By node, the place of its codes; 0 at categorical nodes.</summary>
    public byte[] Channels { get; } = new byte[MostLeaves];

    /// <summary>By node, the largest code that goes left; all codes at categorical nodes.</summary>
    public byte[] Bounds { get; } = new byte[MostLeaves];

    /// <summary>By node, the place of its left child.</summary>
    public byte[] Left { get; } = new byte[MostLeaves];

    /// <summary>By node, the place of its right child.</summary>
    public byte[] Right { get; } = new byte[MostLeaves];

    /// <summary>Values of the leaves.</summary>
    public double[] LeafValues { get; } = new double[MostLeaves];

    /// <summary>Most edges from the root to a leaf.</summary>
    public int Depth { get; private set; }

    /// <summary>Writes the four vectors one after the other.</summary>
    public void CopyTo(Span<byte> table)
    {
        Channels.CopyTo(table);
        Bounds.CopyTo(table[MostLeaves..]);
        Left.CopyTo(table[(2 * MostLeaves)..]);
        Right.CopyTo(table[(3 * MostLeaves)..]);
    }

    public static WordTree Of(Tree tree, ChannelTable channels)
    {
        var word = new WordTree { Depth = tree.NodeTotal == 0 ? 0 : DepthOf(tree, 0) };
        Array.Fill(word.Bounds, byte.MaxValue);
        tree.LeafValue.CopyTo(word.LeafValues, 0);
        (word.Left[0], word.Right[0]) = (FirstLeaf, FirstLeaf);      // what stays so where a tree has no node
        for (var node = 0; node < tree.NodeTotal; node++)
        {
            (word.Left[node], word.Right[node]) = (PlaceOf(tree.Left[node]), PlaceOf(tree.Right[node]));
            if (!tree.Kind[node].IsCategorical) (word.Channels[node], word.Bounds[node]) = ((byte)channels.IndexOf(tree, node), (byte)channels.BoundOf(tree, node));
        }
        return word;
    }

    static byte PlaceOf(int child) => (byte)(child < 0 ? FirstLeaf + ~child : child);

    static int DepthOf(Tree tree, int child) => child < 0 ? 0 : 1 + Math.Max(DepthOf(tree, tree.Left[child]), DepthOf(tree, tree.Right[child]));
}
