namespace CrmInsights.Mining.Lifetime;

/// <summary>Settings of <see cref="PurchaseSummaryBuilder{TCustomer}"/>.</summary>
public sealed record PurchaseSummaryOptions
{
    /// <summary>Unit of recency and age.</summary>
    public PurchaseTimeUnit Unit { get; init; } = PurchaseTimeUnit.Day;
    /// <summary>Last day that the models may see, and "today" of every age; null means the day of the last purchase.</summary>
    public DateOnly? CalibrationEnd { get; init; }

    internal double DaysPerUnit => Unit == PurchaseTimeUnit.Week ? 7 : 1;
}
