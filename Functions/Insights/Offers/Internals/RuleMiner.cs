using CrmInsights.Mining.Associations;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Finds the rules worth quoting: frequent, beyond chance, and saying more than a shorter rule does.</summary>
sealed class RuleMiner(OfferSettings settings, RunContext run)
{
    const int MostRules = 2000;
    const double Beyond = 2.58;                             // deviations: one-sided 99.5 %

    public IEnumerable<OfferRule> Mine(IReadOnlyList<Guid[]> transactions, RuleScope scope)
    {
        Guid[] products = [.. transactions.SelectMany(transaction => transaction).Distinct().Order()];
        var codes = products.Select((product, code) => (product, code)).ToDictionary(pair => pair.product, pair => pair.code);
        var coded = Transactions.From(transactions.Select(transaction => transaction.Select(product => codes[product])));
        var found = AssociationRules.Mine(Itemsets(coded), new RuleOptions
        {
            MinConfidence = settings.MinConfidence,
            MinLift = settings.MinLift,
            MaxAdjustedPValue = settings.MaxFalseShare,
        }, run);
        Func<AssociationRule, double?> othersShare = scope == RuleScope.Customers ? new BreadthStrata(coded).OthersShare : OthersShare;
        return WithoutTrivial(found).Select(rule => ToOfferRule(rule, products, (scope, othersShare(rule)))).OfType<OfferRule>()
            .Where(rule => rule.Score > 0).Order(RuleOrder.Instance).Take(MostRules);
    }

    // Rules of any length need all itemsets of any length. Where these are too many the support was too low for this data.
    ItemsetCollection Itemsets(Transactions transactions)
    {
        var options = new ItemsetOptions { MinSupport = settings.SupportOf(transactions.Count), MaxItemsets = settings.MaxItemsets };
        while (true)
        {
            try
            {
                return FrequentItemsets.Mine(transactions, options, run);
            }
            catch (InvalidOperationException) when (options.MinSupport < transactions.Count)
            {
                options = options with { MinSupport = Math.Min(transactions.Count, 2 * options.MinSupport) };
            }
        }
    }

    /// <summary>Drops a rule where a shorter one with the same right side promises the same, up to chance.</summary>
    static IEnumerable<AssociationRule> WithoutTrivial(IReadOnlyList<AssociationRule> rules)
    {
        foreach (var same in rules.GroupBy(rule => rule.Consequent[0]))
        {
            var kept = new List<AssociationRule>();
            foreach (var rule in same.OrderBy(rule => rule.Antecedent.Length).ThenByDescending(rule => rule.Support))
                if (!kept.Exists(shorter => IsPartOf(shorter.Antecedent, rule.Antecedent) && !IsBeyond(rule, shorter))) kept.Add(rule);
            foreach (var rule in kept) yield return rule;
        }
    }

    static bool IsPartOf(int[] part, int[] whole) => part.Length < whole.Length && Array.TrueForAll(part, item => Array.BinarySearch(whole, item) >= 0);

    static bool IsBeyond(AssociationRule rule, AssociationRule shorter)
    {
        var chance = Math.Sqrt(shorter.Confidence * (1 - shorter.Confidence) / rule.AntecedentSupport);
        return rule.Confidence - shorter.Confidence > Beyond * chance;
    }

    static double? OthersShare(AssociationRule rule) => rule.AntecedentSupport == rule.TransactionCount
        ? 0
        : (double)(rule.ConsequentSupport - rule.Support) / (rule.TransactionCount - rule.AntecedentSupport);

    static OfferRule? ToOfferRule(AssociationRule rule, Guid[] products, (RuleScope Scope, double? OthersShare) counted) => counted.OthersShare is not { } share ? null : new()
    {
        Scope = counted.Scope,
        OthersShare = share,
        If = [.. rule.Antecedent.Select(item => products[item])],
        Then = products[rule.Consequent[0]],
        Support = rule.Support,
        IfSupport = rule.AntecedentSupport,
        ThenSupport = rule.ConsequentSupport,
        Count = rule.TransactionCount,
        AdjustedPValue = rule.AdjustedPValue,
    };
}
