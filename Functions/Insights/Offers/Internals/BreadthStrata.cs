using CrmInsights.Mining.Associations;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>
/// Compares customers only with those who bought as many different products: who buys more of everything has more of any pair, and that is
/// no rule.
/// </summary>
/// <remarks>Mantel and Haenszel (1959), Journal of the National Cancer Institute 22, with the number of products as strata.</remarks>
sealed class BreadthStrata
{
    const int SingleUntil = 10;
    const double Beyond = 3.29;                             // deviations: one-sided 99.95 %

    readonly Transactions _transactions;
    readonly int[] _strata;
    readonly int[] _sizes;

    public BreadthStrata(Transactions transactions)
    {
        _transactions = transactions;
        _strata = [.. Enumerable.Range(0, transactions.Count).Select(row => StratumOf(transactions[row].Length))];
        _sizes = new int[_strata.DefaultIfEmpty().Max() + 1];
        foreach (var stratum in _strata) _sizes[stratum]++;
    }

    /// <summary>The share of the others with the right side, weighted as those with the left side are spread; null where the rule is within chance.</summary>
    public double? OthersShare(AssociationRule rule)
    {
        var (left, right, both) = Count(rule);
        var (expected, variance, others, weight) = (0.0, 0.0, 0.0, 0.0);
        for (var stratum = 0; stratum < _sizes.Length; stratum++)
        {
            double size = _sizes[stratum], rest = size - left[stratum];
            if (left[stratum] == 0 || rest == 0) continue;
            expected += left[stratum] * right[stratum] / size - both[stratum];
            if (size > 1) variance += left[stratum] * rest * right[stratum] / size * (size - right[stratum]) / size / (size - 1);
            others += left[stratum] * (right[stratum] - both[stratum]) / rest;
            weight += left[stratum];
        }
        return weight > 0 && -expected > Beyond * Math.Sqrt(variance) ? others / weight : null;
    }

    /// <summary>By stratum: customers with the left side, with the right side, with both.</summary>
    (int[] Left, int[] Right, int[] Both) Count(AssociationRule rule)
    {
        var (left, right, both) = (new int[_sizes.Length], new int[_sizes.Length], new int[_sizes.Length]);
        for (var row = 0; row < _strata.Length; row++)
        {
            var items = _transactions[row];
            var hasRight = items.BinarySearch(rule.Consequent[0]) >= 0;
            var hasLeft = HasAll(items, rule.Antecedent);
            if (hasRight) right[_strata[row]]++;
            if (hasLeft) left[_strata[row]]++;
            if (hasLeft && hasRight) both[_strata[row]]++;
        }
        return (left, right, both);
    }

    static bool HasAll(ReadOnlySpan<int> items, int[] wanted)
    {
        foreach (var item in wanted)
            if (items.BinarySearch(item) < 0) return false;
        return true;
    }

    // Up to ten products a stratum each; beyond, three a doubling.
    static int StratumOf(int products) => products <= SingleUntil ? products : SingleUntil + (int)Math.Ceiling(3 * Math.Log2(products / (double)SingleUntil));
}
