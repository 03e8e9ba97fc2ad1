namespace CrmInsights.Mining.Data.Histories;

/// <summary>What is seen of one customer.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Events">Events up to the cutoff, oldest first; never empty.</param>
/// <param name="Cutoff">Until when events are seen: to the end of that day, where it has no time of day.</param>
/// <param name="Label">What came of the customer; null where nobody says.</param>
public sealed record SeenHistory(string Customer, ReadOnlyMemory<CustomerEvent> Events, DateTime Cutoff, CustomerLabel? Label);
