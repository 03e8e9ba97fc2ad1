namespace CrmInsights.Mining.Trees;

/// <summary>Loss of the scores of all rows together.</summary>
/// <param name="scores">Row after row, one an output.</param>
public delegate double ScoresLoss(ReadOnlySpan<double> scores);
