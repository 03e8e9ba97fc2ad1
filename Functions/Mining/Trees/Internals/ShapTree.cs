namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// What the Shapley values of one tree need and no row changes: its nodes, parents first, and the tables of <see cref="ShapWalk"/>. All splits on one feature down
/// to an edge count together: they multiply the edge's share, and a row follows the edge where it passes them all.
/// </summary>
sealed class ShapTree
{
    /// <summary>Numbers of a quadrature point in <see cref="Tables"/>.</summary>
    public const int TableWidth = 4;

    readonly Tree _tree;
    readonly List<ShapNode> _nodes = [];
    readonly List<ShapCategories> _categories = [];
    readonly List<double> _edgeShares = [];

    public ShapTree(Tree tree)
    {
        _tree = tree;
        ExpectedValue = tree.NodeTotal == 0 ? tree.LeafValue[0] : Expected(0);
        var features = tree.NodeTotal == 0 ? 0 : Place(0, []);
        Nodes = [.. _nodes];
        Categories = [.. _categories];
        OwnShares = [.. Nodes.Select((_, place) => _edgeShares[2 * place])];
        Rule = ShapQuadrature.For(features);
        Tables = new double[Nodes.Length * Rule.Nodes.Length * TableWidth];
        for (var place = 0; place < Nodes.Length; place++) Tabulate(place);
    }

    /// <summary>The decisions, parents first.</summary>
    public ShapNode[] Nodes { get; }

    /// <summary>The categorical nodes by feature.</summary>
    public ShapCategories[] Categories { get; }

    public ShapQuadrature Rule { get; }

    public double[] LeafValues => _tree.LeafValue;

    /// <summary>Share of a node's training rows that go left.</summary>
    public double[] OwnShares { get; }

    /// <summary>
    /// By node and quadrature point. For rows that go left and followed all splits on the feature above: the left side's part of the node's product, and the
    /// feature's gain by the difference of left and right; then the same for rows that go right.
    /// </summary>
    public double[] Tables { get; }

    /// <summary>Mean of the leaf values by training rows: what the tree says of a row that nothing is known of.</summary>
    public double ExpectedValue { get; }

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

    void Tabulate(int place)
    {
        var above = PathShare(Nodes[place].Former);
        var left = above * OwnShares[place];
        for (var point = 0; point < Rule.Nodes.Length; point++)
        {
            var t = Rule.Nodes[point];
            var factor = (1 - t) * above + t;               // of the splits above on this feature, in the node's product
            var table = Tables.AsSpan((place * Rule.Nodes.Length + point) * TableWidth, TableWidth);
            table[0] = ((1 - t) * left + t) / factor;
            table[1] = (1 - left - (1 - above) * table[0]) / factor;
            table[2] = (1 - t) * left / factor;
            table[3] = (-left - (1 - above) * table[2]) / factor;
        }
    }
}
