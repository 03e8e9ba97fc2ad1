namespace CrmInsights.Insights.Offers;

/// <summary>How a product sold in the data.</summary>
public sealed record ProductStatistics
{
    /// <summary>The product.</summary>
    public required Guid ProductId { get; init; }
    /// <summary>Share of orders that hold it, later orders counting more.</summary>
    public required double RecentShare { get; init; }
    /// <summary>Median amount of a line, in base currency; 0 where all were free.</summary>
    public required decimal UsualAmount { get; init; }
    /// <summary>Share of its buyers, among those who ordered again, who bought it again; null where fewer than 20 ordered again.</summary>
    public double? RepeatShare { get; init; }
}
