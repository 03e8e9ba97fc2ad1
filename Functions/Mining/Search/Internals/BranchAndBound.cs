using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Search.Internals;

/// <summary>What an exact search knows at its end.</summary>
sealed record ExactAnswer(Allocation Best, double UpperBound, bool IsProven);

/// <summary>Depth-first branch and bound over customers; the bound is the relaxed problem, in which the last step may be taken in part.</summary>
/// <remarks>Land and Doig (1960), Econometrica 28(3); bound of Sinha and Zoltners (1979). An owner without capacity left drops out of it.</remarks>
sealed class BranchAndBound(OfferMenu menu, int maxNodes, RunContext run)
{
    readonly Upgrade[] _upgrades = Upgrades.Of(menu);
    readonly int[] _capacityLeft = (int[])menu.Capacities.Clone();
    readonly int[] _order = Order(menu);
    readonly int[] _depthOf = new int[menu.CustomerCount];
    readonly int[] _chosen = new int[menu.CustomerCount];
    int _nodes;
    double _bestValue;
    int[]? _best;

    public ExactAnswer Find(Allocation start)
    {
        for (var depth = 0; depth < _order.Length; depth++) _depthOf[_order[depth]] = depth;
        var bound = Bound(0, menu.Limit);
        _bestValue = start.Value;
        if (maxNodes > 0) Visit(0, 0, menu.Limit);
        return new ExactAnswer(_best is null ? start : ToAllocation(_best), bound, maxNodes > 0 && _nodes < maxNodes);
    }

    void Visit(int depth, double value, double budgetLeft)
    {
        if (++_nodes >= maxNodes) return;
        if (_nodes % 1024 == 0) run.Report(_nodes, maxNodes);
        if (value > _bestValue + Slack) (_bestValue, _best) = (value, (int[])_chosen.Clone());
        if (depth == _order.Length || value + Bound(depth, budgetLeft) <= _bestValue + Slack) return;

        var customer = _order[depth];
        var (choices, owner) = (menu.Choices[customer], menu.Owners[customer]);
        for (var choice = choices.Length - 1; choice >= 0; choice--)
        {
            if (choice > 0 && (_capacityLeft[owner] == 0 || choices[choice].Cost > budgetLeft)) continue;
            _chosen[customer] = choice;
            if (choice > 0) _capacityLeft[owner]--;
            Visit(depth + 1, value + choices[choice].Value, budgetLeft - choices[choice].Cost);
            if (choice > 0) _capacityLeft[owner]++;
            _chosen[customer] = 0;
        }
    }

    double Slack => 1e-12 * Math.Abs(_bestValue);

    // Most that the customers from this depth on can add.
    double Bound(int depth, double budgetLeft)
    {
        var sum = 0.0;
        foreach (var step in _upgrades)
        {
            if (_depthOf[step.Customer] < depth || _capacityLeft[menu.Owners[step.Customer]] == 0) continue;
            if (step.Cost > budgetLeft) return sum + step.Value * (budgetLeft / step.Cost);
            sum += step.Value;
            budgetLeft -= step.Cost;
        }
        return sum;
    }

    Allocation ToAllocation(int[] chosen)
    {
        var allocation = new Allocation(menu);
        for (var customer = 0; customer < chosen.Length; customer++) allocation.Set(customer, chosen[customer]);
        return allocation;
    }

    // Costly customers first: what is left then fits more easily.
    static int[] Order(OfferMenu menu) =>
        [.. Enumerable.Range(0, menu.CustomerCount).OrderByDescending(customer => menu.Choices[customer][^1].Cost).ThenBy(customer => customer)];
}
