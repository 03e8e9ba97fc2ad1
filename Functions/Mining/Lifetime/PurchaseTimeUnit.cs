namespace CrmInsights.Mining.Lifetime;

/// <summary>What recency, age and horizons are counted in.</summary>
public enum PurchaseTimeUnit
{
    /// <summary>Days.</summary>
    Day,
    /// <summary>Weeks: days divided by 7, not rounded.</summary>
    Week,
}
