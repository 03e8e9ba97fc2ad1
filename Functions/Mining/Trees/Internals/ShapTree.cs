namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// What the Shapley values of one tree need and no row changes. An edge is a node and one of its sides: 2 x node for left, one more for right. All splits on one
/// feature down to an edge count together: they multiply an edge's share, and a row follows the edge where it passes them all.
/// </summary>
sealed class ShapTree
{
    public const int NoEdge = -1;

    public ShapTree(Tree tree)
    {
        Tree = tree;
        var edges = 2 * tree.NodeTotal;
        (Share, Former) = (new double[edges], new int[edges]);
        var (features, depth) = tree.NodeTotal == 0 ? (0, 0) : Prepare(0, []);
        Depth = depth;
        Rule = ShapQuadrature.For(features);
        (Factors, Inverses, Weights) = (new double[2 * edges * Points], new double[2 * edges * Points], new double[2 * edges * Points]);
        for (var edge = 0; edge < edges; edge++) Tabulate(edge);
        ExpectedValue = tree.NodeTotal == 0 ? tree.LeafValue[0] : Expected(0);
    }

    public Tree Tree { get; }
    public ShapQuadrature Rule { get; }
    /// <summary>Number of quadrature nodes.</summary>
    public int Points => Rule.Nodes.Length;
    /// <summary>Most nodes on a path.</summary>
    public int Depth { get; }
    /// <summary>Share of training rows that pass all splits on the edge's feature down to here, given all other splits; one an edge.</summary>
    public double[] Share { get; }
    /// <summary>The nearest edge above of the same feature, or <see cref="NoEdge"/>; one an edge.</summary>
    public int[] Former { get; }
    /// <summary>(1 - t) x share for rows that do not follow, at each quadrature node, then with t added for those that do; for each edge.</summary>
    public double[] Factors { get; }
    /// <summary>1 by each of <see cref="Factors"/>.</summary>
    public double[] Inverses { get; }

    /// <summary>The quadrature's weight by each of <see cref="Factors"/>.</summary>
    public double[] Weights { get; }

    /// <summary>Mean of the leaf values by training rows: what the tree says of a row that nothing is known of.</summary>
    public double ExpectedValue { get; }

    /// <summary>Where the factors of an edge begin.</summary>
    public int At(int edge) => 2 * edge * Points;

    public int Child(int edge) => (edge & 1) == 0 ? Tree.Left[edge >> 1] : Tree.Right[edge >> 1];

    (int Features, int Depth) Prepare(int node, List<int> path)
    {
        var (features, depth) = (0, 0);
        for (var edge = 2 * node; edge <= 2 * node + 1; edge++)
        {
            Former[edge] = Enumerable.Reverse(path).FirstOrDefault(above => FeatureOf(above) == FeatureOf(edge), NoEdge);
            Share[edge] = OwnShare(edge) * (Former[edge] == NoEdge ? 1 : Share[Former[edge]]);
            path.Add(edge);
            var below = Child(edge) >= 0 ? Prepare(Child(edge), path) : (path.Select(FeatureOf).Distinct().Count(), path.Count);
            (features, depth) = (Math.Max(features, below.Item1), Math.Max(depth, below.Item2));
            path.RemoveAt(path.Count - 1);
        }
        return (features, depth);
    }

    int FeatureOf(int edge) => Tree.SplitFeature[edge >> 1];

    double OwnShare(int edge)
    {
        var total = (double)CountOf(edge >> 1);
        return total > 0 ? CountOf(Child(edge)) / total : 0.5;
    }

    int CountOf(int child) => child < 0 ? Tree.LeafCount[~child] : Tree.InternalCount[child];

    double Expected(int child) => child < 0
        ? Tree.LeafValue[~child]
        : OwnShare(2 * child) * Expected(Tree.Left[child]) + OwnShare(2 * child + 1) * Expected(Tree.Right[child]);

    void Tabulate(int edge)
    {
        for (var point = 0; point < Points; point++)
        {
            var (without, with) = (At(edge) + point, At(edge) + Points + point);
            Factors[without] = (1 - Rule.Nodes[point]) * Share[edge];
            Factors[with] = Factors[without] + Rule.Nodes[point];
            (Inverses[without], Inverses[with]) = (1 / Factors[without], 1 / Factors[with]);
            (Weights[without], Weights[with]) = (Rule.Weights[point] / Factors[without], Rule.Weights[point] / Factors[with]);
        }
    }
}
