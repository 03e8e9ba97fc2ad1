using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// Path-dependent Shapley values of one tree. A coalition S gives a leaf the value times, for each feature on its path, 1 or 0 (does the row
/// follow?) when the feature is in S, and the share of training rows that follow when it is not. By Owen's multilinear extension the
/// Shapley value of feature i is the integral over t from 0 to 1 of (o_i - z_i) times the product over the other features of
/// (1 - t) z_j + t o_j: a polynomial, so that quadrature is exact. One walk down multiplies the factors, the way back up adds the leaves.
/// </summary>
/// <remarks>Lundberg et al. (2020) for the definition; Owen (1972) for the extension; the walk in O(leaves) is that of Yu et al. (2022), Linear
/// TreeShap. Tested against a brute force over all subsets.</remarks>
sealed class ShapTree
{
    const int NoEdge = -1;
    const int MostEdgesOnStack = 64;

    readonly Tree _tree;
    readonly ShapQuadrature _rule;
    /// <summary>Share of a node's rows that go left and right.</summary>
    readonly double[] _leftShare;
    readonly double[] _rightShare;
    /// <summary>The nearest node above that splits on the same feature, or <see cref="NoEdge"/>.</summary>
    readonly int[] _sameFeatureAbove;

    public ShapTree(Tree tree)
    {
        _tree = tree;
        var count = tree.NodeTotal;
        _leftShare = new double[count];
        _rightShare = new double[count];
        _sameFeatureAbove = new int[count];
        var longest = count == 0 ? 0 : Prepare(0, []);
        _rule = ShapQuadrature.For(longest);
        ExpectedValue = count == 0 ? tree.LeafValue[0] : Expected(0);
    }

    /// <summary>Mean of the leaf values by training rows: what the tree says of a row that nothing is known of.</summary>
    public double ExpectedValue { get; }

    /// <summary>Adds the tree's Shapley values to <paramref name="shares"/>, one a feature.</summary>
    public void Explain(ReadOnlySpan<float> row, Span<double> shares)
    {
        if (_tree.NodeTotal == 0) return;
        Span<Edge> edges = _tree.NodeTotal <= MostEdgesOnStack ? stackalloc Edge[MostEdgesOnStack] : new Edge[_tree.NodeTotal];
        for (var block = 0; block < _rule.BlockCount; block++)
        {
            var walk = new Walk(this, row, shares, block, edges);
            walk.Down(0, Vector512<double>.One);
        }
    }

    int Prepare(int node, List<int> path)
    {
        var feature = _tree.SplitFeature[node];
        _sameFeatureAbove[node] = Enumerable.Reverse(path).FirstOrDefault(above => _tree.SplitFeature[above] == feature, NoEdge);
        var total = (double)CountOf(node);
        _leftShare[node] = total > 0 ? CountOf(_tree.Left[node]) / total : 0.5;
        _rightShare[node] = total > 0 ? CountOf(_tree.Right[node]) / total : 0.5;
        path.Add(node);
        var longest = path.Select(above => _tree.SplitFeature[above]).Distinct().Count();
        if (_tree.Left[node] >= 0) longest = Math.Max(longest, Prepare(_tree.Left[node], path));
        if (_tree.Right[node] >= 0) longest = Math.Max(longest, Prepare(_tree.Right[node], path));
        path.RemoveAt(path.Count - 1);
        return longest;
    }

    int CountOf(int child) => child < 0 ? _tree.LeafCount[~child] : _tree.InternalCount[child];

    double Expected(int child) => child < 0
        ? _tree.LeafValue[~child]
        : _leftShare[child] * Expected(_tree.Left[child]) + _rightShare[child] * Expected(_tree.Right[child]);

    /// <summary>What all splits on one feature down to here say together.</summary>
    /// <param name="Follows">1 where the row passes all of them, else 0.</param>
    /// <param name="Share">Share of training rows that pass all of them.</param>
    record struct Edge(double Follows, double Share);

    /// <summary>One walk over the tree for eight quadrature nodes.</summary>
    ref struct Walk(ShapTree tree, ReadOnlySpan<float> row, Span<double> shares, int block, Span<Edge> edges)
    {
        readonly ReadOnlySpan<float> _row = row;
        readonly Span<double> _shares = shares;
        /// <summary>The edge taken below each node of the present path.</summary>
        readonly Span<Edge> _edges = edges;
        readonly Vector512<double> _t = tree._rule.Nodes[block];
        readonly Vector512<double> _notT = Vector512<double>.One - tree._rule.Nodes[block];
        readonly Vector512<double> _weights = tree._rule.Weights[block];

        /// <summary>Sum over the leaves below of value times product, at each quadrature node.</summary>
        public Vector512<double> Down(int child, Vector512<double> product)
        {
            if (child < 0) return product * tree._tree.LeafValue[~child];
            var isLeft = tree._tree.GoesLeft(child, _row[tree._tree.SplitFeature[child]]);
            return Side(child, tree._tree.Left[child], new Edge(isLeft ? 1 : 0, tree._leftShare[child]), product)
                + Side(child, tree._tree.Right[child], new Edge(isLeft ? 0 : 1, tree._rightShare[child]), product);
        }

        Vector512<double> Side(int node, int child, Edge edge, Vector512<double> product)
        {
            if (edge.Share == 0) return Vector512<double>.Zero;     // no training row: the path has no weight in any coalition
            var above = tree._sameFeatureAbove[node];
            if (above == NoEdge)
            {
                var only = Factor(edge);
                _edges[node] = edge;
                var below = Down(child, product * only);
                Share(node, edge, below / only);
                return below;
            }
            var former = _edges[above];
            var joined = new Edge(former.Follows * edge.Follows, former.Share * edge.Share);
            var (formerFactor, joinedFactor) = (Factor(former), Factor(joined));
            _edges[node] = joined;
            var sum = Down(child, product / formerFactor * joinedFactor);
            Share(node, joined, sum / joinedFactor);
            Share(node, former, -sum / formerFactor);               // above counted these leaves with the former edge
            return sum;
        }

        void Share(int node, Edge edge, Vector512<double> others) =>
            _shares[tree._tree.SplitFeature[node]] += (edge.Follows - edge.Share) * Vector512.Sum(others * _weights);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly Vector512<double> Factor(Edge edge) => _notT * edge.Share + _t * edge.Follows;
    }
}
