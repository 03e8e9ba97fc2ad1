namespace CrmInsights.Insights.Customers;

/// <summary>Everything known of one customer, an account or a contact, that a model may look at.</summary>
public sealed record CustomerHistory
{
    /// <summary>Logical name of the customer's table: <c>account</c> or <c>contact</c>.</summary>
    public required string Table { get; init; }
    /// <summary>Primary key of the row.</summary>
    public required Guid Id { get; init; }
    /// <summary>When the row was created (UTC); null where the row itself was never seen.</summary>
    public DateTimeOffset? CreatedOn { get; init; }
    /// <summary>Value of <c>statecode</c>: 0 active, 1 inactive.</summary>
    public int StateCode { get; init; }
    /// <summary>What the customer said about profiling.</summary>
    public ProfilingStatus Profiling { get; init; } = ProfilingStatus.NotAsked;
    /// <summary>Value of the industry choice; null where unknown.</summary>
    public int? IndustryCode { get; init; }
    /// <summary>Country as the row spells it; null where unknown.</summary>
    public string? Country { get; init; }
    /// <summary>Number of employees; null where unknown.</summary>
    public int? Employees { get; init; }
    /// <summary>Annual revenue in base currency; null where unknown.</summary>
    public decimal? Revenue { get; init; }
    /// <summary>Currency of the row; null where it has none.</summary>
    public Guid? CurrencyId { get; init; }
    /// <summary>Counted orders, oldest first, ties by id. Cancelled orders are left out.</summary>
    public IReadOnlyList<Order> Orders { get; init; } = [];
}
