namespace CrmInsights.Insights.Offers;

/// <summary>A product to offer to a customer next.</summary>
/// <param name="ProductId">The product.</param>
/// <param name="ProductName">Its name.</param>
/// <param name="Kind">What sort of offer.</param>
/// <param name="Reason">Why, in words; at most 400 characters.</param>
/// <param name="Score">0..100: the chance in percent that the customer buys it within the horizon; where no later time has told it, by how many
/// percentage points the rule raises the chance, cautiously, and at most 10 where no rule applies.</param>
public sealed record Offer(Guid ProductId, string ProductName, OfferKind Kind, string Reason, double Score)
{
    /// <summary>Chance to buy times the usual amount for a customer of this size, in base currency; null where amounts are not known.</summary>
    public decimal? ExpectedRevenue { get; init; }
}

/// <summary>Sorts of offers.</summary>
public enum OfferKind
{
    /// <summary>Goes with what the customer buys.</summary>
    CrossSell,
    /// <summary>A dearer product of the family of one that the customer buys.</summary>
    UpSell,
    /// <summary>Nothing of the customer's own speaks for it; a product that many order.</summary>
    Popular,
    /// <summary>Bought before, and due again.</summary>
    Repeat,
}
