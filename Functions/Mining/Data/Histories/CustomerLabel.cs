namespace CrmInsights.Mining.Data.Histories;

/// <summary>What came of a customer.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Text">The label as it stands in the file; null where the file has no labels.</param>
/// <param name="Cutoff">Until when events are seen; null where the file has no cutoffs.</param>
/// <param name="Line">Line of the file, from 1.</param>
public sealed record CustomerLabel(string Customer, string? Text, DateTime? Cutoff, int Line);
