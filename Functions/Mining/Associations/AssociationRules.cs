using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Associations;

/// <summary>Rules from frequent itemsets.</summary>
/// <remarks>Agrawal and Srikant (1994). Every rule with enough support and confidence is found; significance is corrected over those that pass
/// support, confidence and lift.</remarks>
public static class AssociationRules
{
    /// <summary>Rules by falling lift, then falling support, then items.</summary>
    /// <param name="itemsets">All frequent itemsets (not only closed or maximal ones) of one data set.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation and progress.</param>
    /// <exception cref="ArgumentException">A subset of an itemset is missing from the collection.</exception>
    public static IReadOnlyList<AssociationRule> Mine(ItemsetCollection itemsets, RuleOptions options, RunContext run)
    {
        options.Validate();
        var search = new RuleSearch(itemsets, options);
        for (var itemset = 0; itemset < itemsets.Count; itemset++)
        {
            if (itemset % 4096 == 0) run.Report(itemset, itemsets.Count);
            search.Add(itemset);
        }
        var rules = BenjaminiHochberg.Adjust(search.Rules);
        return
        [
            .. rules.Where(rule => rule.AdjustedPValue <= options.MaxAdjustedPValue)
                .OrderByDescending(rule => rule.Lift).ThenByDescending(rule => rule.Support)
                .ThenBy(rule => rule.Antecedent, ItemOrder.Instance).ThenBy(rule => rule.Consequent, ItemOrder.Instance),
        ];
    }
}
