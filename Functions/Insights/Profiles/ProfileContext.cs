using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;

namespace CrmInsights.Insights.Profiles;

/// <summary>What a profile needs beside the customer's history.</summary>
/// <param name="Now">The moment of the profile.</param>
/// <param name="Products">All products, by id.</param>
public sealed record ProfileContext(DateTimeOffset Now, IReadOnlyDictionary<Guid, ProductFacts> Products)
{
    /// <summary>Offers that the customer refused.</summary>
    public IReadOnlyList<OfferRefusal> Refusals { get; init; } = [];
    /// <summary>The stage computed last; null where none was.</summary>
    public FormerStage? FormerStage { get; init; }
}
