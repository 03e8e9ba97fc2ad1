using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// What the Shapley values of one tree need and no row changes: its nodes, parents first, and what <see cref="ShapWalk"/> does there. All splits on one feature down
/// to an edge count together: they multiply the edge's share, and a row follows the edge where it passes them all.
/// </summary>
sealed class ShapTree
{
    readonly Tree _tree;
    readonly List<ShapNode> _nodes = [];
    readonly List<ShapCategories> _categories = [];
    readonly List<double> _edgeShares = [];
    readonly ShapPoint[] _points;

    public ShapTree(Tree tree)
    {
        _tree = tree;
        ExpectedValue = tree.NodeTotal == 0 ? tree.LeafValue[0] : Expected(0);
        var features = tree.NodeTotal == 0 ? 0 : Place(0, []);
        Nodes = [.. _nodes];
        Categories = [.. _categories];
        OwnShares = [.. Nodes.Select((_, place) => _edgeShares[2 * place])];
        Rule = ShapQuadrature.For(features);
        _points = [.. Enumerable.Range(0, Nodes.Length).SelectMany(PointsAt)];
        LeafCells = [.. tree.LeafValue.SelectMany(value => Enumerable.Repeat(Vector512.Create(value), Rule.Nodes.Length))];
    }

    /// <summary>The decisions, parents first.</summary>
    public ShapNode[] Nodes { get; }

    /// <summary>The categorical nodes by feature.</summary>
    public ShapCategories[] Categories { get; }

    public ShapQuadrature Rule { get; }

    /// <summary>Share of a node's training rows that go left.</summary>
    public double[] OwnShares { get; }

    /// <summary>The values of the leaves, in all lanes and for each quadrature point.</summary>
    public Vector512<double>[] LeafCells { get; }

    /// <summary>Mean of the leaf values by training rows: what the tree says of a row that nothing is known of.</summary>
    public double ExpectedValue { get; }

    /// <summary>What a node does at each quadrature point.</summary>
    public ReadOnlySpan<ShapPoint> PointsOf(int place) => _points.AsSpan(place * Rule.Nodes.Length, Rule.Nodes.Length);

    /// <summary>Places a node and all below; returns the most different features on a path.</summary>
    int Place(int node, List<(int Feature, int Edge)> path)
    {
        var (place, feature) = (_nodes.Count, _tree.SplitFeature[node]);
        var former = path.FindLastIndex(above => above.Feature == feature) is var found and >= 0 ? path[found].Edge : ShapNode.NoEdge;
        var decision = _tree.Kind[node].IsCategorical ? ShapCategories.Add(_categories, _tree, node) : ShapDecision.Number(_tree, node);
        _nodes.Add(default);
        _edgeShares.AddRange(ShareOf(_tree.Left[node], node), ShareOf(_tree.Right[node], node));
        var (left, leftFeatures) = PlaceChild(_tree.Left[node], (feature, 2 * place), path);
        var (right, rightFeatures) = PlaceChild(_tree.Right[node], (feature, 2 * place + 1), path);
        _nodes[place] = new ShapNode(feature, left, right, former, decision);
        return Math.Max(leftFeatures, rightFeatures);
    }

    (int Place, int Features) PlaceChild(int child, (int Feature, int Edge) edge, List<(int Feature, int Edge)> path)
    {
        path.Add(edge);
        var place = child < 0 ? child : _nodes.Count;
        var features = child < 0 ? path.Select(above => above.Feature).Distinct().Count() : Place(child, path);
        path.RemoveAt(path.Count - 1);
        return (place, features);
    }

    double ShareOf(int child, int parent)
    {
        var total = (double)CountOf(parent);
        return total > 0 ? CountOf(child) / total : 0.5;
    }

    int CountOf(int child) => child < 0 ? _tree.LeafCount[~child] : _tree.InternalCount[child];

    double Expected(int child) => child < 0
        ? _tree.LeafValue[~child]
        : ShareOf(_tree.Left[child], child) * Expected(_tree.Left[child]) + ShareOf(_tree.Right[child], child) * Expected(_tree.Right[child]);

    /// <summary>Share of training rows that pass all splits on the feature down to an edge, given all other splits.</summary>
    double PathShare(int edge)
    {
        var share = 1.0;
        for (; edge != ShapNode.NoEdge; edge = Nodes[edge >> 1].Former) share *= _edgeShares[edge];
        return share;
    }

    ShapPoint[] PointsAt(int place)
    {
        var above = PathShare(Nodes[place].Former);
        return Array.ConvertAll(Rule.Nodes, t => PointAt(t, above, above * OwnShares[place]));
    }

    static ShapPoint PointAt(double t, double above, double left)
    {
        var factor = (1 - t) * above + t;                   // of the splits above on this feature, in the node's product
        var (leftPart, rightPart) = (((1 - t) * left + t) / factor, (1 - t) * left / factor);
        return new ShapPoint(leftPart, (1 - left - (1 - above) * leftPart) / factor, rightPart, (-left - (1 - above) * rightPart) / factor);
    }
}
