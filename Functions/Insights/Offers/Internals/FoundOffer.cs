namespace CrmInsights.Insights.Offers.Internals;

/// <summary>A product found for a customer, not yet in words.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="Why">What speaks most for it.</param>
/// <param name="Chance">Chance to buy it within the horizon; where no later time told it, that of the rule or of an order at all.</param>
/// <param name="Score">0..100.</param>
sealed record FoundOffer(Guid ProductId, OfferGround Why, double Chance, double Score);

/// <summary>What speaks most for an offer.</summary>
enum OfferGround
{
    Rule,
    Repeat,
    Neighbours,
    NextOrder,
    Popular,
}
