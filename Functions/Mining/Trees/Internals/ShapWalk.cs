using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>
/// Path-dependent Shapley values of eight rows at a time, a lane of a vector each. A coalition S gives a leaf the value times, for each feature on its path, 1 or 0
/// (does the row follow?) when the feature is in S, and the share z of training rows that follow when it is not. By Owen's multilinear extension the
/// Shapley value of feature i is the integral over t from 0 to 1 of (o_i - z_i) times the product over the other features of
/// F_j = (1 - t) z_j + t o_j: a polynomial, so that quadrature is exact.
/// </summary>
/// <remarks>
/// The factors of a node's two edges add up to that of the nearest edge above on the same feature (to 1 where there is none), for shares and followers alike. So
/// with G the left part of it, P the product down to a node and R what a subtree adds by unit of product: P_left = G P, P_right = P - P_left, R = R_right + G D
/// with D = R_left - R_right, and the feature gains the sum of P D H over the points, H from a table. G and H have three values: the row followed above and goes
/// left, or right, or it did not follow above: then G is the plain share and H is 0. Every product going down, then every R going up, in the same cells.
/// Lundberg et al. (2020) for the definition; Owen (1972) for the extension; Yu et al. (2022), Linear TreeShap, for the polynomials.
/// Tested against a brute force over all subsets.
/// </remarks>
sealed class ShapWalk
{
    public const int Lanes = 8;

    /// <summary>Products on the way down, R on the way up: quadrature points of each node, then of nobody.</summary>
    readonly Vector512<double>[] _cells;
    /// <summary>Which rows follow each edge.</summary>
    readonly Vector512<double>[] _follows;
    readonly Vector512<ulong>[] _answers;

    public ShapWalk(IReadOnlyCollection<ShapTree> trees)
    {
        _cells = new Vector512<double>[trees.Max(tree => (tree.Nodes.Length + 1) * tree.Rule.Nodes.Length)];
        _follows = new Vector512<double>[2 * trees.Max(tree => tree.Nodes.Length)];
        _answers = new Vector512<ulong>[trees.Max(tree => tree.Categories.Length)];
    }

    /// <summary>Adds the Shapley values of one tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="rows">The eight rows, one vector a feature.</param>
    /// <param name="shares">Added to; laid out as the rows.</param>
    public void Add(ShapTree tree, ReadOnlySpan<Vector512<double>> rows, Span<Vector512<double>> shares)
    {
        if (tree.Nodes.Length == 0) return;
        for (var group = 0; group < tree.Categories.Length; group++) _answers[group] = tree.Categories[group].Answer(rows);
        for (var point = 0; point < tree.Rule.Weights.Length; point++) _cells[point] = Vector512.Create(tree.Rule.Weights[point]);
        for (var place = 0; place < tree.Nodes.Length; place++)
        {
            ref readonly var node = ref tree.Nodes[place];
            Follow(place, node, node.Decision.GoesLeft(rows[node.Feature], _answers));
            if (!node.HasLeavesOnly) Down(tree, place, node);
        }
        for (var place = tree.Nodes.Length - 1; place >= 0; place--)
        {
            ref readonly var node = ref tree.Nodes[place];
            shares[node.Feature] += node.Former == ShapNode.NoEdge ? Up(tree, place, node) : UpAgain(tree, place, node);
        }
    }

    void Follow(int place, in ShapNode node, Vector512<double> goesLeft)
    {
        var above = node.Former == ShapNode.NoEdge ? Vector512<double>.AllBitsSet : _follows[node.Former];
        _follows[2 * place] = above & goesLeft;
        _follows[2 * place + 1] = Vector512.AndNot(above, goesLeft);
    }

    /// <summary>The products of the children.</summary>
    void Down(ShapTree tree, int place, in ShapNode node)
    {
        var points = tree.PointsOf(place);
        var here = CellsOf(place, points.Length);
        var left = CellsOf(ChildCells(tree, node.Left), points.Length);
        var right = CellsOf(ChildCells(tree, node.Right), points.Length);
        var (goesLeft, goesRight, share) = (_follows[2 * place], _follows[2 * place + 1], Vector512.Create(tree.OwnShares[place]));
        for (var point = 0; point < points.Length; point++)
        {
            var part = here[point] * points[point].Part(goesLeft, goesRight, share);
            left[point] = part;
            right[point] = here[point] - part;
        }
    }

    /// <summary>R of a node on a feature that is new on the path, and what the feature gains: H is the same at all points.</summary>
    Vector512<double> Up(ShapTree tree, int place, in ShapNode node)
    {
        var points = tree.PointsOf(place);
        var here = CellsOf(place, points.Length);
        var left = Below(tree, node.Left, points.Length);
        var right = Below(tree, node.Right, points.Length);
        var goesLeft = _follows[2 * place];
        var sum = Vector512<double>.Zero;
        for (var point = 0; point < points.Length; point++)
        {
            var fromRight = right[point];
            var difference = left[point] - fromRight;
            sum += here[point] * difference;
            here[point] = fromRight + points[point].Part(goesLeft) * difference;
        }
        return sum * points[0].Gain(goesLeft);
    }

    /// <summary>The same for a feature that the path has asked before.</summary>
    Vector512<double> UpAgain(ShapTree tree, int place, in ShapNode node)
    {
        var points = tree.PointsOf(place);
        var here = CellsOf(place, points.Length);
        var left = Below(tree, node.Left, points.Length);
        var right = Below(tree, node.Right, points.Length);
        var (goesLeft, goesRight, share) = (_follows[2 * place], _follows[2 * place + 1], Vector512.Create(tree.OwnShares[place]));
        var sum = Vector512<double>.Zero;
        for (var point = 0; point < points.Length; point++)
        {
            var fromRight = right[point];
            var difference = left[point] - fromRight;
            sum += here[point] * difference * points[point].Gain(goesLeft);
            here[point] = fromRight + points[point].Part(goesLeft, goesRight, share) * difference;
        }
        return sum & (goesLeft | goesRight);
    }

    Span<Vector512<double>> CellsOf(int place, int points) => _cells.AsSpan(place * points, points);

    // Products of leaves are of no use.
    static int ChildCells(ShapTree tree, int child) => child < 0 ? tree.Nodes.Length : child;

    /// <summary>R of a child: of a leaf its value.</summary>
    ReadOnlySpan<Vector512<double>> Below(ShapTree tree, int child, int points) => child < 0 ? tree.LeafCells.AsSpan(~child * points, points) : CellsOf(child, points);
}
