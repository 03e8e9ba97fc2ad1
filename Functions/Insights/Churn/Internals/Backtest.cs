namespace CrmInsights.Insights.Churn.Internals;

/// <summary>A challenger measured on the test window.</summary>
sealed record Backtest(TrainingWindows Windows, Candidate Challenger, IReadOnlyList<Comparison> Comparisons, RegimeCheck Regime);
