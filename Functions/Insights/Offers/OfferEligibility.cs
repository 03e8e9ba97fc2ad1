namespace CrmInsights.Insights.Offers;

/// <summary>What may be offered to one customer.</summary>
/// <param name="Products">All products known, by id; one that is missing or not active is never offered.</param>
public sealed record OfferEligibility(IReadOnlyDictionary<Guid, ProductFacts> Products)
{
    /// <summary>What the customer has refused, in any order.</summary>
    public IReadOnlyList<OfferRefusal> Refusals { get; init; } = [];
}

/// <summary>A "not now" of a customer.</summary>
/// <param name="ProductId">The product refused.</param>
/// <param name="On">When.</param>
public readonly record struct OfferRefusal(Guid ProductId, DateTimeOffset On);
