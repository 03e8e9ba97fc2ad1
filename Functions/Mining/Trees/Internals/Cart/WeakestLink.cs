namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>Cost-complexity pruning: the price of a leaf from which each split no longer pays.</summary>
/// <remarks>Breiman et al. (1984), section 3.3. Splits are taken back by rising price, so the trees are nested.</remarks>
sealed class WeakestLink
{
    /// <summary>Prices closer than this share of the root's cost are one.</summary>
    const double Tolerance = 1e-12;

    readonly CartNode[] _nodes;
    readonly int[] _parents;
    readonly int[] _leaves;
    readonly double[] _costs;                               // of each node as a leaf
    readonly double[] _costsBelow;                          // of the leaves below it
    readonly PriorityQueue<(int Node, int Leaves), double> _links = new();
    readonly List<PruningStep> _steps = [];

    WeakestLink(CartNode[] nodes, CartTask task)
    {
        _nodes = nodes;
        var weight = task.Weight(nodes[0].Totals);
        _costs = Array.ConvertAll(nodes, node => task.Cost(node.Totals) / weight);
        _costsBelow = (double[])_costs.Clone();
        _leaves = new int[nodes.Length];
        _parents = new int[nodes.Length];
        _parents[0] = -1;
        Alphas = new double[nodes.Length];
        for (var node = nodes.Length - 1; node >= 0; node--) SumUp(node);
    }

    /// <summary>Price from which a node is a leaf; 0 for one that always is.</summary>
    public double[] Alphas { get; }

    /// <summary>The trees, from all leaves that pay at price 0 to the root alone.</summary>
    public IReadOnlyList<PruningStep> Steps => _steps;

    public static WeakestLink Of(CartNode[] nodes, CartTask task)
    {
        var pruning = new WeakestLink(nodes, task);
        pruning.Run();
        return pruning;
    }

    /// <summary>The nodes of the best tree at a price.</summary>
    public CartNode[] At(double alpha)
    {
        var kept = new List<CartNode>();
        var waiting = new Stack<(int Node, int Parent, bool IsLeft)>();
        waiting.Push((0, -1, false));
        while (waiting.TryPop(out var next))
        {
            var (node, place) = (_nodes[next.Node], kept.Count);
            var isLeaf = node.Split is null || Alphas[next.Node] <= alpha;
            kept.Add(isLeaf ? new CartNode(node.Totals, node.RowCount) : node);
            if (next.Parent >= 0) kept[next.Parent] = next.IsLeft ? kept[next.Parent] with { Left = place } : kept[next.Parent] with { Right = place };
            if (isLeaf) continue;
            waiting.Push((node.Right, place, false));
            waiting.Push((node.Left, place, true));
        }
        return [.. kept];
    }

    void SumUp(int node)
    {
        if (_nodes[node].Split is null)
        {
            _leaves[node] = 1;
            return;
        }
        var (left, right) = (_nodes[node].Left, _nodes[node].Right);
        _parents[left] = _parents[right] = node;
        _leaves[node] = _leaves[left] + _leaves[right];
        _costsBelow[node] = _costsBelow[left] + _costsBelow[right];
        Push(node);
    }

    void Push(int node) => _links.Enqueue((node, _leaves[node]), (_costs[node] - _costsBelow[node]) / (_leaves[node] - 1));

    void Run()
    {
        var alpha = 0.0;
        while (_links.TryDequeue(out var link, out var price))
        {
            if (_leaves[link.Node] != link.Leaves || link.Leaves == 1) continue;      // changed since
            if (price > alpha + Tolerance * _costs[0])
            {
                _steps.Add(new PruningStep(alpha, _leaves[0], _costsBelow[0]));
                alpha = price;
            }
            Collapse(link.Node, alpha);
        }
        _steps.Add(new PruningStep(alpha, 1, _costs[0]));
    }

    void Collapse(int top, double alpha)
    {
        var (leavesGone, costAdded) = (_leaves[top] - 1, _costs[top] - _costsBelow[top]);
        var waiting = new Stack<int>([top]);
        while (waiting.TryPop(out var node))
        {
            if (_leaves[node] == 1) continue;
            Alphas[node] = alpha;
            _leaves[node] = 1;
            waiting.Push(_nodes[node].Left);
            waiting.Push(_nodes[node].Right);
        }
        _costsBelow[top] = _costs[top];
        for (var above = _parents[top]; above >= 0; above = _parents[above])
        {
            _leaves[above] -= leavesGone;
            _costsBelow[above] += costAdded;
            Push(above);
        }
    }
}
