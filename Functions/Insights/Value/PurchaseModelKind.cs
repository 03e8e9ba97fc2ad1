namespace CrmInsights.Insights.Value;

/// <summary>Models of buying and leaving.</summary>
public enum PurchaseModelKind
{
    /// <summary>A customer may leave at any time.</summary>
    ParetoNbd,
    /// <summary>A customer may leave after any repeat purchase; never used for customers without one.</summary>
    BgNbd,
    /// <summary>A customer may leave after any purchase, the first included.</summary>
    MbgNbd,
}

/// <summary>Names for people.</summary>
public static class PurchaseModelKindWords
{
    /// <summary>The name in the literature.</summary>
    public static string Word(this PurchaseModelKind kind) => kind switch
    {
        PurchaseModelKind.ParetoNbd => "Pareto/NBD",
        PurchaseModelKind.BgNbd => "BG/NBD",
        _ => "MBG/NBD",
    };
}
