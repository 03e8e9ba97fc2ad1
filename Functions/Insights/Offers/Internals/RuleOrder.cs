namespace CrmInsights.Insights.Offers.Internals;

/// <summary>The best rule first; an order in which no two rules are equal.</summary>
sealed class RuleOrder : IComparer<OfferRule>
{
    public static RuleOrder Instance { get; } = new();

    public int Compare(OfferRule? x, OfferRule? y)
    {
        var order = y!.Score.CompareTo(x!.Score);
        if (order == 0) order = x.If.Count.CompareTo(y.If.Count);
        if (order == 0) order = x.Scope.CompareTo(y.Scope);
        if (order == 0) order = x.Then.CompareTo(y.Then);
        for (var item = 0; order == 0 && item < x.If.Count; item++) order = x.If[item].CompareTo(y.If[item]);
        return order;
    }
}
