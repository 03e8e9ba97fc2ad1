using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Value;

namespace CrmInsights.Insights.Profiles;

/// <summary>What an admin may set for everything but churn.</summary>
public sealed record InsightSettings
{
    /// <summary>Settings of offers.</summary>
    public OfferSettings Offers { get; init; } = new();
    /// <summary>Settings of values.</summary>
    public ValueSettings Value { get; init; } = new();
}
