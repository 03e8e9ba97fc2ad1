namespace CrmInsights.Insights.Offers;

/// <summary>What is known of a product now. Amounts are in base currency.</summary>
/// <param name="Id">Primary key of the product.</param>
/// <param name="Name">Its name, for sentences.</param>
public sealed record ProductFacts(Guid Id, string Name)
{
    /// <summary>False for products that are retired, in draft or under revision.</summary>
    public bool IsActive { get; init; } = true;
    /// <summary>List price of a unit; null where unknown.</summary>
    public decimal? Price { get; init; }
    /// <summary>Cost of a unit; null where unknown.</summary>
    public decimal? Cost { get; init; }
    /// <summary>The product family it belongs to; null where unknown.</summary>
    public Guid? FamilyId { get; init; }
}
