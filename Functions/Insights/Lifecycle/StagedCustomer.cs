using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Lifecycle;

/// <summary>A customer whose stage is asked for.</summary>
/// <param name="History">The customer.</param>
/// <param name="Alive">Probability, 0..1, of being an active customer at a moment; null where no model says so.</param>
public sealed record StagedCustomer(CustomerHistory History, Func<DateTimeOffset, double?> Alive);
