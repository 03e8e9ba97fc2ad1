namespace CrmInsights.Insights.Churn;

/// <summary>A score of the past.</summary>
/// <param name="Day">The day (UTC).</param>
/// <param name="Score">The score at its end, 0..100.</param>
public readonly record struct ScoreHistoryPoint(DateOnly Day, double Score);
