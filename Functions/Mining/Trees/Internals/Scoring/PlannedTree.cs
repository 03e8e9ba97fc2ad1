namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>One tree over byte codes, for many rows at once. Nodes are numbered so that parents come first; leaves follow the nodes.</summary>
sealed class PlannedTree
{
    PlannedTree(int nodes, double[] leafValues)
    {
        Nodes = new PlannedNode[nodes];
        LeafValues = leafValues;
    }

    /// <summary>The decisions, parents first.</summary>
    public PlannedNode[] Nodes { get; }

    /// <summary>Values of the leaves, in the order of their places after the nodes.</summary>
    public double[] LeafValues { get; }

    /// <summary>Sets of the categorical nodes.</summary>
    public CategorySet[] Sets { get; private set; } = [];

    public int NodeTotal => Nodes.Length;

    public static PlannedTree Of(Tree tree, ChannelTable channels)
    {
        var order = Order(tree);
        var places = new int[tree.NodeTotal];
        for (var place = 0; place < order.Count; place++) places[order[place]] = place;
        var planned = new PlannedTree(tree.NodeTotal, tree.LeafValue);
        var sets = new List<CategorySet>();
        for (var place = 0; place < order.Count; place++)
        {
            var node = order[place];
            var (channel, bound) = (channels.IndexOf(tree, node), (byte)0);
            if (channels.SetOf(tree, node) is { } set)
            {
                // In the set is code 0, else 255, in a channel of the node's own.
                sets.Add(set);
                channel = channels.Count + sets.Count - 1;
            }
            else bound = channels.BoundOf(tree, node);
            planned.Nodes[place] = new PlannedNode(place, channel, bound, PlaceOf(tree.Left[node]), PlaceOf(tree.Right[node]));
        }
        planned.Sets = [.. sets];
        return planned;

        int PlaceOf(int child) => child >= 0 ? places[child] : tree.NodeTotal + ~child;
    }

    static List<int> Order(Tree tree)
    {
        var order = new List<int>(tree.NodeTotal);
        if (tree.NodeTotal > 0) order.Add(0);
        for (var next = 0; next < order.Count; next++)
        {
            if (tree.Left[order[next]] >= 0) order.Add(tree.Left[order[next]]);
            if (tree.Right[order[next]] >= 0) order.Add(tree.Right[order[next]]);
        }
        return order;
    }
}

/// <summary>A decision: codes up to the bound go left.</summary>
/// <param name="Index">Its own place.</param>
/// <param name="Channel">Where the codes are.</param>
/// <param name="Bound">Largest code that goes left.</param>
/// <param name="Left">Place of the left child.</param>
/// <param name="Right">Place of the right child.</param>
readonly record struct PlannedNode(int Index, int Channel, byte Bound, int Left, int Right);

/// <summary>The categories that a node sends left.</summary>
/// <param name="Channel">Where the codes are.</param>
/// <param name="Bits">One bit a code.</param>
sealed record CategorySet(int Channel, byte[] Bits)
{
    public bool Holds(byte code) => (Bits[code >> 3] >> (code & 7) & 1) != 0;
}
