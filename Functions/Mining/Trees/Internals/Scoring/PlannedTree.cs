using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>One tree over codes, for many rows at once. Leaves are numbered from left to right.</summary>
sealed class PlannedTree
{
    readonly Tree _tree;
    readonly ChannelTable _channels;
    readonly bool _isWide;
    readonly PlannedNode[] _byNode;
    readonly List<Vector256<byte>> _sets = [];

    PlannedTree(Tree tree, ChannelTable channels, bool isWide)
    {
        (_tree, _channels, _isWide, _byNode, LeafValues) = (tree, channels, isWide, new PlannedNode[tree.NodeTotal], new double[tree.LeafTotal]);
        Number(tree.NodeTotal == 0 ? ~0 : 0, 0);
        Nodes = [.. Order().Select(node => _byNode[node])];
        Sets = [.. _sets];
    }

    /// <summary>The decisions, parents first.</summary>
    public PlannedNode[] Nodes { get; }

    /// <summary>Values of the leaves from left to right.</summary>
    public double[] LeafValues { get; }

    /// <summary>Categories that nodes send left, a bit a code.</summary>
    public Vector256<byte>[] Sets { get; }

    /// <summary>Lays out a tree; wide: for codes of two bytes instead of one.</summary>
    public static PlannedTree Of(Tree tree, ChannelTable channels, bool isWide) => new(tree, channels, isWide);

    /// <summary>Numbers the leaves below a child; returns the number of the next.</summary>
    int Number(int child, int next)
    {
        if (child < 0)
        {
            LeafValues[next] = _tree.LeafValue[~child];
            return next + 1;
        }
        var middle = Number(_tree.Left[child], next);
        var bound = _tree.Kind[child].IsCategorical ? 0 : _channels.BoundOf(_tree, child);
        _byNode[child] = new PlannedNode(_channels.PlaneOf(_channels.IndexOf(_tree, child)), SetOf(child), Spread(next), Spread(bound), Spread(middle));
        return Number(_tree.Right[child], middle);
    }

    uint Spread(int value) => (uint)value * (_isWide ? 0x0001_0001u : 0x0101_0101u);

    int SetOf(int node)
    {
        if (_channels.SetOf(_tree, node) is not { } set) return PlannedNode.NoSet;
        _sets.Add(Vector256.Create(set));
        return _sets.Count - 1;
    }

    /// <summary>Parents first, and as long as possible nodes of numbers, then of categories: the processor guesses long stretches of one kind well.</summary>
    List<int> Order()
    {
        var order = new List<int>(_tree.NodeTotal);
        var (kind, other) = (new Queue<int>(), new Queue<int>());
        var isCategorical = false;
        if (_tree.NodeTotal > 0) Wait(0);
        while (kind.Count + other.Count > 0)
        {
            if (kind.Count == 0) (kind, other, isCategorical) = (other, kind, !isCategorical);
            var node = kind.Dequeue();
            order.Add(node);
            Wait(_tree.Left[node]);
            Wait(_tree.Right[node]);
        }
        return order;

        void Wait(int child)
        {
            if (child >= 0) (_tree.Kind[child].IsCategorical == isCategorical ? kind : other).Enqueue(child);
        }
    }
}

/// <summary>A decision; bytes four times and words of two bytes twice, as the processor spreads them fastest.</summary>
/// <param name="Plane">Where the codes are.</param>
/// <param name="Set">The set of categories that go left, or <see cref="NoSet"/>.</param>
/// <param name="Start">The first leaf below.</param>
/// <param name="Bound">Largest code that goes left.</param>
/// <param name="Middle">The first leaf below on the right.</param>
readonly record struct PlannedNode(int Plane, int Set, uint Start, uint Bound, uint Middle)
{
    public const int NoSet = -1;
}
