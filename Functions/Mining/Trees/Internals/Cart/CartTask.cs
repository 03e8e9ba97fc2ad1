namespace CrmInsights.Mining.Trees.Internals.Cart;

/// <summary>How rows add up in a node, and what the sum costs.</summary>
/// <param name="Criterion">What splits make smaller.</param>
/// <param name="PruningCost">What pruning weighs.</param>
/// <param name="ClassCount">Classes, or 0 where labels are numbers.</param>
/// <param name="Center">Taken off every number, so that squares do not cancel; 0 for classes.</param>
sealed record CartTask(SplitCriterion Criterion, PruningCost PruningCost, int ClassCount, double Center)
{
    public bool IsClasses => ClassCount > 0;

    /// <summary>Sums of a node: one weight a class; or weight, weighted label and weighted square.</summary>
    public int Width => IsClasses ? ClassCount : 3;

    public void Add(double label, double weight, Span<double> totals)
    {
        if (IsClasses)
        {
            totals[(int)label] += weight;
            return;
        }
        var centered = label - Center;
        totals[0] += weight;
        totals[1] += weight * centered;
        totals[2] += weight * centered * centered;
    }

    public double Weight(ReadOnlySpan<double> totals)
    {
        if (!IsClasses) return totals[0];
        var sum = 0.0;
        foreach (var total in totals) sum += total;
        return sum;
    }

    /// <summary>Impurity times weight.</summary>
    public double Impurity(ReadOnlySpan<double> totals)
    {
        var weight = Weight(totals);
        if (weight <= 0) return 0;
        return Criterion switch
        {
            SplitCriterion.Gini => Gini(totals, weight),
            SplitCriterion.Entropy => Entropy(totals, weight),
            _ => Math.Max(0, totals[2] - totals[1] * totals[1] / weight),
        };
    }

    /// <summary>What pruning pays for a leaf with these sums, times weight.</summary>
    public double Cost(ReadOnlySpan<double> totals)
    {
        if (PruningCost == PruningCost.Impurity || !IsClasses) return Impurity(totals);
        return Weight(totals) - totals[Majority(totals)];
    }

    /// <summary>What a held-out row costs in a leaf with these sums.</summary>
    public double Loss(double label, ReadOnlySpan<double> totals)
    {
        if (!IsClasses) return (label - Value(totals)) * (label - Value(totals));
        if (PruningCost == PruningCost.Errors) return Majority(totals) == (int)label ? 0 : 1;
        var weight = Weight(totals);
        var loss = 0.0;
        for (var k = 0; k < totals.Length; k++)
        {
            var miss = (k == (int)label ? 1 : 0) - totals[k] / weight;
            loss += miss * miss;
        }
        return loss;
    }

    /// <summary>The class of most weight, the lowest of equals; or the mean.</summary>
    public double Value(ReadOnlySpan<double> totals) => IsClasses ? Majority(totals) : Center + totals[1] / totals[0];

    public static int Majority(ReadOnlySpan<double> totals)
    {
        var best = 0;
        for (var k = 1; k < totals.Length; k++)
            if (totals[k] > totals[best]) best = k;
        return best;
    }

    static double Gini(ReadOnlySpan<double> totals, double weight)
    {
        var squares = 0.0;
        foreach (var total in totals) squares += total * total;
        return Math.Max(0, weight - squares / weight);
    }

    static double Entropy(ReadOnlySpan<double> totals, double weight)
    {
        var sum = 0.0;
        foreach (var total in totals)
            if (total > 0) sum -= total * Math.Log(total / weight);
        return Math.Max(0, sum);
    }
}
