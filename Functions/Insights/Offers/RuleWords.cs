using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers;

/// <summary>Rules as people read them.</summary>
public static class RuleWords
{
    const int MostNames = 3;

    /// <summary>The rule as a sentence that offers quote.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="products">Names of products; the right side must be among them.</param>
    public static string Sentence(this OfferRule rule, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var share = Words.Percent(rule.Confidence);
        var (left, right) = (rule.LeftSide(products), rule.RightSide(products));
        return rule.Scope == RuleScope.Orders
            ? $"{share} of orders with {left} also hold {right}; {Compared(rule, "other orders")}"
            : $"{share} of those who bought {left} also bought {right}; {Compared(rule, "others who bought as much")}";
    }

    /// <summary>Names of the products of the left side.</summary>
    public static string LeftSide(this OfferRule rule, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var names = rule.If.Take(MostNames).Select(id => products.TryGetValue(id, out var known) ? Words.Name(known.Name) : "a product no longer known").ToList();
        if (rule.If.Count > MostNames) names.Add($"{rule.If.Count - MostNames} more");
        return Words.List(names);
    }

    /// <summary>Name of the product of the right side.</summary>
    public static string RightSide(this OfferRule rule, IReadOnlyDictionary<Guid, ProductFacts> products) => Words.Name(products[rule.Then].Name);

    static string Compared(OfferRule rule, string others) => rule.OthersShare == 0
        ? $"none of the {others} {(rule.Scope == RuleScope.Orders ? "do" : "did")}"
        : $"{Words.Number(rule.Confidence / rule.OthersShare, rule.Confidence < 99.5 * rule.OthersShare ? "0.0" : "0")} times as often as {others}";
}
