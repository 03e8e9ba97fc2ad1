using CrmInsights.Mining.Associations;

namespace CrmInsights.Insights.Offers;

/// <summary>What an admin may set for offers.</summary>
public sealed record OfferSettings
{
    /// <summary>Smallest share of orders (or customers) that must hold both sides of a rule, 0 to 1.</summary>
    public decimal MinSupportShare { get; init; } = 0.001m;
    /// <summary>Smallest number of orders (or customers) that must hold both sides, whatever the share says.</summary>
    public int MinSupport { get; init; } = 10;
    /// <summary>Smallest confidence of a rule, 0 to 1.</summary>
    public double MinConfidence { get; init; } = 0.1;
    /// <summary>Smallest lift of a rule; below, it says little more than that the product is popular.</summary>
    public double MinLift { get; init; } = 1.2;
    /// <summary>Largest share of false rules that is accepted among those kept (Benjamini and Hochberg).</summary>
    public double MaxFalseShare { get; init; } = 0.01;
    /// <summary>Most itemsets; beyond, the support is doubled until they fit.</summary>
    public int MaxItemsets { get; init; } = 50_000;
    /// <summary>Days for which a refused product is not offered again.</summary>
    public int RefusalDays { get; init; } = 90;
    /// <summary>Days after which an order counts half in what is popular.</summary>
    public int HalfLifeDays { get; init; } = 90;
    /// <summary>Below this share of buyers who buy it again, a product is durable and not offered to those who have it.</summary>
    public double DurableBelow { get; init; } = 0.05;

    /// <summary>Days that a contest of methods looks ahead, as set for churn; null takes them from the gaps between orders.</summary>
    public int? HorizonDays { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSupportShare, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MinSupportShare, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSupport, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxFalseShare, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxFalseShare);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxItemsets, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RefusalDays);
        ArgumentOutOfRangeException.ThrowIfLessThan(HalfLifeDays, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(HorizonDays ?? 1, 1, nameof(HorizonDays));
    }

    internal int SupportOf(int transactionCount) => Math.Max(MinSupport, ItemsetOptions.CountOf(MinSupportShare, transactionCount));
}
