namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>The best two groups of one feature's categories in one node; missing values are a category.</summary>
sealed class CartCategoricalSplit(CartSamples samples, int feature, CartNode node, int minRows)
{
    const int MissingCode = -1;
    const int MostTriedSubsets = 10;

    readonly float[] _column = samples.Columns[feature];
    readonly double _impurity = samples.Task.Impurity(node.Totals);
    CartSplit? _best;

    sealed record Group(int Code, double[] Totals)
    {
        public int RowCount { get; set; }
    }

    public CartSplit? Find(ReadOnlySpan<int> rows)
    {
        var groups = Gather(rows);
        if (groups.Length < 2) return null;
        if (samples.Task.ClassCount <= 2) TryOrder(groups, total: 1);          // share of class 1, or sum of labels
        else if (groups.Length <= MostTriedSubsets) TrySubsets(groups);
        else
            for (var k = 0; k < samples.Task.ClassCount; k++) TryOrder(groups, k);
        return _best;
    }

    Group[] Gather(ReadOnlySpan<int> rows)
    {
        var groups = new SortedDictionary<int, Group>();
        foreach (var row in rows)
        {
            var code = float.IsNaN(_column[row]) ? MissingCode : (int)_column[row];
            if (!groups.TryGetValue(code, out var group)) groups.Add(code, group = new Group(code, new double[node.Totals.Length]));
            samples.Add(row, group.Totals);
            group.RowCount++;
        }
        return [.. groups.Values];
    }

    /// <summary>Every cut of the groups by rising share of one class, or rising mean.</summary>
    void TryOrder(Group[] groups, int total)
    {
        var ordered = groups.OrderBy(group => group.Totals[total] / samples.Task.Weight(group.Totals)).ToArray();
        for (var cut = 1; cut < ordered.Length; cut++) Try(ordered[..cut], ordered[cut..]);
    }

    /// <summary>Every way to part the groups; the last stays on one side, as sides have no names.</summary>
    void TrySubsets(Group[] groups)
    {
        for (var subset = 1; subset < 1 << (groups.Length - 1); subset++)
        {
            var inside = subset;
            Try([.. groups.Where((_, i) => (inside >> i & 1) != 0)], [.. groups.Where((_, i) => (inside >> i & 1) == 0)]);
        }
    }

    void Try(Group[] one, Group[] other)
    {
        if (one.Sum(group => group.RowCount) < minRows || other.Sum(group => group.RowCount) < minRows) return;
        var (ones, others) = (Sum(one), Sum(other));
        var gain = _impurity - samples.Task.Impurity(ones) - samples.Task.Impurity(others);
        if (gain <= (_best?.Gain ?? 0) + CartSplit.Tie * _impurity) return;
        // What is not listed goes right: the side of the missing values, else the heavier one.
        var isOneRight = one.Any(group => group.Code == MissingCode)
            || (other.All(group => group.Code != MissingCode) && samples.Task.Weight(ones) > samples.Task.Weight(others));
        _best = new CartSplit(feature, gain) { Listed = [.. (isOneRight ? other : one).Select(group => group.Code).Order()] };
    }

    double[] Sum(Group[] groups)
    {
        var sum = new double[node.Totals.Length];
        foreach (var group in groups)
            for (var i = 0; i < sum.Length; i++) sum[i] += group.Totals[i];
        return sum;
    }
}
