namespace CrmInsights.Mining.Trees;

/// <summary>Loss of one row.</summary>
/// <param name="margins">Margins of the row, one an output.</param>
/// <param name="label">Its label.</param>
public delegate double MarginLoss(ReadOnlySpan<double> margins, float label);
