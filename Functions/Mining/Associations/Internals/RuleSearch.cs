using System.Numerics;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Splits itemsets into sides and keeps the rules that pass.</summary>
sealed class RuleSearch(ItemsetCollection itemsets, RuleOptions options)
{
    /// <summary>Sides are subsets of one itemset, kept as bits.</summary>
    const int LongestItemset = 30;

    readonly ItemsetIndex _index = new(itemsets);
    readonly FisherTest _fisher = new(itemsets.TransactionCount);

    public List<AssociationRule> Rules { get; } = [];

    public void Add(int itemset)
    {
        var length = itemsets[itemset].Length;
        if (length < 2) return;
        if (length > LongestItemset) throw new ArgumentException($"An itemset of {length} items gives too many rules; bound the length to {LongestItemset}.");
        if (options.MaxConsequentLength == 1)
        {
            for (var item = 0; item < length; item++) Try(itemset, 1u << item);
            return;
        }
        for (var right = 1u; right < (1u << length) - 1; right++)
        {
            if (BitOperations.PopCount(right) <= options.MaxConsequentLength) Try(itemset, right);
        }
    }

    void Try(int itemset, uint right)
    {
        var items = itemsets[itemset];
        var antecedent = Side(items, ~right);
        var consequent = Side(items, right);
        var rule = new AssociationRule
        {
            Antecedent = antecedent,
            Consequent = consequent,
            Support = itemsets.SupportOf(itemset),
            AntecedentSupport = SupportOf(antecedent),
            ConsequentSupport = SupportOf(consequent),
            TransactionCount = itemsets.TransactionCount,
            PValue = 1,
        };
        if (rule.Confidence < options.MinConfidence || rule.Lift < options.MinLift) return;
        Rules.Add(rule with { PValue = _fisher.PValue(rule.Support, rule.AntecedentSupport, rule.ConsequentSupport) });
    }

    int SupportOf(int[] items)
    {
        var found = _index.Find(items);
        return found >= 0 ? itemsets.SupportOf(found) : throw new ArgumentException("Rules need all frequent itemsets; a subset of one is missing.");
    }

    static int[] Side(ReadOnlySpan<int> items, uint bits)
    {
        var side = new int[BitOperations.PopCount(bits & ((1u << items.Length) - 1))];
        var end = 0;
        for (var item = 0; item < items.Length; item++)
        {
            if ((bits >> item & 1) != 0) side[end++] = items[item];
        }
        return side;
    }
}
