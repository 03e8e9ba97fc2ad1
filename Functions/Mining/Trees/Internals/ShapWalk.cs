using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// Path-dependent Shapley values of eight rows at a time, a lane of a vector each. A coalition S gives a leaf the value times, for each feature on its path, 1 or 0
/// (does the row follow?) when the feature is in S, and the share of training rows that follow when it is not. By Owen's multilinear extension the
/// Shapley value of feature i is the integral over t from 0 to 1 of (o_i - z_i) times the product over the other features of
/// (1 - t) z_j + t o_j: a polynomial, so that quadrature is exact. One walk down multiplies the factors, the way back up adds the leaves. All rows
/// walk the whole tree together, and what they divide by is in tables.
/// </summary>
/// <remarks>Lundberg et al. (2020) for the definition; Owen (1972) for the extension; the walk in O(leaves) is that of Yu et al. (2022), Linear
/// TreeShap. Tested against a brute force over all subsets.</remarks>
sealed class ShapWalk
{
    public const int Lanes = 8;

    /// <summary>Products of factors, then sums of leaves: a row of quadrature nodes for each depth.</summary>
    readonly Vector512<double>[] _products;
    readonly Vector512<double>[] _sums;
    /// <summary>Which rows follow each edge of the present path.</summary>
    readonly Vector512<double>[] _follows;

    ShapTree _tree = null!;
    Vector512<double>[] _rows = [];
    Vector512<double>[] _shares = [];
    int _from;

    public ShapWalk(IEnumerable<ShapTree> trees)
    {
        var (cells, edges) = (1, 1);
        foreach (var tree in trees) (cells, edges) = (Math.Max(cells, (tree.Depth + 1) * tree.Points), Math.Max(edges, tree.Share.Length));
        (_products, _sums, _follows) = (new Vector512<double>[cells], new Vector512<double>[cells], new Vector512<double>[edges]);
    }

    /// <summary>Adds the Shapley values of one tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="rows">The eight rows, one vector a feature, from <paramref name="from"/> on.</param>
    /// <param name="shares">Added to; laid out as the rows.</param>
    /// <param name="from">Place of the first feature.</param>
    public void Add(ShapTree tree, Vector512<double>[] rows, Vector512<double>[] shares, int from)
    {
        if (tree.Tree.NodeTotal == 0) return;
        (_tree, _rows, _shares, _from) = (tree, rows, shares, from);
        _products.AsSpan(0, tree.Points).Fill(Vector512<double>.One);
        Down(0, 0);
    }

    void Down(int node, int depth)
    {
        var points = _tree.Points;
        _sums.AsSpan(depth * points, points).Clear();
        var left = GoesLeft(node);
        Side(2 * node, left, depth);
        Side(2 * node + 1, ~left, depth);
    }

    void Side(int edge, Vector512<double> goes, int depth)
    {
        if (_tree.Share[edge] == 0) return;     // no training row: the path has no weight in any coalition
        var former = _tree.Former[edge];
        _follows[edge] = former == ShapTree.NoEdge ? goes : goes & _follows[former];
        Multiply(edge, former, depth);
        var child = _tree.Child(edge);
        if (child >= 0) Down(child, depth + 1);
        else End(_tree.Tree.LeafValue[~child], depth + 1);
        Credit(edge, former, depth);
    }

    /// <summary>Products one level deeper.</summary>
    void Multiply(int edge, int former, int depth)
    {
        var points = _tree.Points;
        ref var from = ref _products[depth * points];
        ref var to = ref _products[(depth + 1) * points];
        ref var factors = ref _tree.Factors[_tree.At(edge)];
        var follows = _follows[edge];
        if (former == ShapTree.NoEdge)
        {
            for (var point = 0; point < points; point++) Unsafe.Add(ref to, point) = Unsafe.Add(ref from, point) * Pick(ref factors, point, points, follows);
            return;
        }
        ref var inverses = ref _tree.Inverses[_tree.At(former)];
        var followed = _follows[former];
        for (var point = 0; point < points; point++)
            Unsafe.Add(ref to, point) = Unsafe.Add(ref from, point) * (Pick(ref factors, point, points, follows) * Pick(ref inverses, point, points, followed));
    }

    void End(double value, int depth)
    {
        var points = _tree.Points;
        var product = _products.AsSpan(depth * points, points);
        var sum = _sums.AsSpan(depth * points, points);
        for (var point = 0; point < points; point++) sum[point] = product[point] * value;
    }

    /// <summary>Gives the feature its part of the leaves below an edge, and adds those leaves to the node's.</summary>
    void Credit(int edge, int former, int depth)
    {
        var points = _tree.Points;
        ref var below = ref _sums[(depth + 1) * points];
        ref var here = ref _sums[depth * points];
        ref var weights = ref _tree.Weights[_tree.At(edge)];
        var follows = _follows[edge];
        var sum = Vector512<double>.Zero;
        for (var point = 0; point < points; point++)
        {
            var leaves = Unsafe.Add(ref below, point);
            Unsafe.Add(ref here, point) += leaves;
            sum += leaves * Pick(ref weights, point, points, follows);
        }
        ref var share = ref _shares[_from + _tree.Tree.SplitFeature[edge >> 1]];
        share += sum * Gap(edge);
        if (former != ShapTree.NoEdge) share -= Again(former, ref below) * Gap(former);     // above counts these leaves with the former edge
    }

    Vector512<double> Again(int former, ref Vector512<double> below)
    {
        var points = _tree.Points;
        ref var weights = ref _tree.Weights[_tree.At(former)];
        var followed = _follows[former];
        var sum = Vector512<double>.Zero;
        for (var point = 0; point < points; point++) sum += Unsafe.Add(ref below, point) * Pick(ref weights, point, points, followed);
        return sum;
    }

    /// <summary>What a row that follows an edge, or does not, is ahead of the training rows.</summary>
    Vector512<double> Gap(int edge) => (_follows[edge] & Vector512<double>.One) - Vector512.Create(_tree.Share[edge]);

    Vector512<double> GoesLeft(int node)
    {
        var tree = _tree.Tree;
        var values = _rows[_from + tree.SplitFeature[node]];
        var kind = tree.Kind[node];
        if (kind.IsCategorical) return EachGoesLeft(node, values);
        var missing = ~Vector512.Equals(values, values);
        if (kind.Missing == MissingKind.Zero) missing |= Vector512.LessThanOrEqual(Vector512.Abs(values), Vector512.Create(Tree.ZeroThreshold));
        var isMissingLeft = kind.Missing == MissingKind.None ? 0 <= tree.Threshold[node] : kind.DefaultLeft;
        return Vector512.ConditionalSelect(missing, isMissingLeft ? Vector512<double>.AllBitsSet : Vector512<double>.Zero, Vector512.LessThanOrEqual(values, Vector512.Create(tree.Threshold[node])));
    }

    Vector512<double> EachGoesLeft(int node, Vector512<double> values)
    {
        Span<long> goes = stackalloc long[Lanes];
        for (var lane = 0; lane < Lanes; lane++) goes[lane] = _tree.Tree.GoesLeft(node, (float)values[lane]) ? -1 : 0;
        return Vector512.Create<long>(goes).AsDouble();
    }

    /// <summary>A number of an edge at a quadrature node: for rows that follow it, and for those that do not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Pick(ref double table, int point, int points, Vector512<double> follows) =>
        Vector512.ConditionalSelect(follows, Vector512.Create(Unsafe.Add(ref table, points + point)), Vector512.Create(Unsafe.Add(ref table, point)));
}
