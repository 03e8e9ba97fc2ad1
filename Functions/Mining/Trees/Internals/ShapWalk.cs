using System.Runtime.CompilerServices;
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
        var points = tree.Rule.Nodes.Length;
        ref var here = ref CellsOf(place, points);
        ref var left = ref CellsOf(node.Left < 0 ? tree.Nodes.Length : node.Left, points);
        ref var right = ref CellsOf(node.Right < 0 ? tree.Nodes.Length : node.Right, points);
        ref var table = ref TableOf(tree, place);
        var (goesLeft, goesRight, share) = (_follows[2 * place], _follows[2 * place + 1], Vector512.Create(tree.OwnShares[place]));
        for (var point = 0; point < points; point++)
        {
            var product = Unsafe.Add(ref here, point);
            var part = product * PartOf(ref table, point, goesLeft, goesRight, share);
            Unsafe.Add(ref left, point) = part;
            Unsafe.Add(ref right, point) = product - part;
        }
    }

    /// <summary>R of a node on a feature that is new on the path, and what the feature gains: H is the same at all points.</summary>
    Vector512<double> Up(ShapTree tree, int place, in ShapNode node)
    {
        var points = tree.Rule.Nodes.Length;
        ref var here = ref CellsOf(place, points);
        ref var table = ref TableOf(tree, place);
        var left = Below(tree, node.Left, points);
        var right = Below(tree, node.Right, points);
        var goesLeft = _follows[2 * place];
        var sum = Vector512<double>.Zero;
        for (var point = 0; point < points; point++)
        {
            var fromRight = right.At(point);
            var difference = left.At(point) - fromRight;
            ref var cell = ref Unsafe.Add(ref here, point);
            sum += cell * difference;
            cell = fromRight + Vector512.ConditionalSelect(goesLeft, Number(ref table, point, 0), Number(ref table, point, 2)) * difference;
        }
        return sum * Vector512.ConditionalSelect(goesLeft, Number(ref table, 0, 1), Number(ref table, 0, 3));
    }

    /// <summary>The same for a feature that the path has asked before.</summary>
    Vector512<double> UpAgain(ShapTree tree, int place, in ShapNode node)
    {
        var points = tree.Rule.Nodes.Length;
        ref var here = ref CellsOf(place, points);
        ref var table = ref TableOf(tree, place);
        var left = Below(tree, node.Left, points);
        var right = Below(tree, node.Right, points);
        var (goesLeft, goesRight, share) = (_follows[2 * place], _follows[2 * place + 1], Vector512.Create(tree.OwnShares[place]));
        var sum = Vector512<double>.Zero;
        for (var point = 0; point < points; point++)
        {
            var fromRight = right.At(point);
            var difference = left.At(point) - fromRight;
            ref var cell = ref Unsafe.Add(ref here, point);
            sum += cell * difference * Vector512.ConditionalSelect(goesLeft, Number(ref table, point, 1), Number(ref table, point, 3));
            cell = fromRight + PartOf(ref table, point, goesLeft, goesRight, share) * difference;
        }
        return sum & (goesLeft | goesRight);
    }

    ref Vector512<double> CellsOf(int place, int points) => ref _cells[place * points];

    Subtree Below(ShapTree tree, int child, int points) =>
        child < 0 ? new Subtree(ref _cells[0], Vector512.Create(tree.LeafValues[~child]), true) : new Subtree(ref CellsOf(child, points), default, false);

    static ref double TableOf(ShapTree tree, int place) => ref tree.Tables[place * tree.Rule.Nodes.Length * ShapTree.TableWidth];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> PartOf(ref double table, int point, Vector512<double> goesLeft, Vector512<double> goesRight, Vector512<double> share) =>
        Vector512.ConditionalSelect(goesLeft, Number(ref table, point, 0), Vector512.ConditionalSelect(goesRight, Number(ref table, point, 2), share));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Number(ref double table, int point, int at) => Vector512.Create(Unsafe.Add(ref table, point * ShapTree.TableWidth + at));

    readonly ref struct Subtree(ref Vector512<double> cells, Vector512<double> leaf, bool isLeaf)
    {
        readonly ref Vector512<double> _cells = ref cells;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> At(int point) => isLeaf ? leaf : Unsafe.Add(ref _cells, point);
    }
}
