namespace CrmInsights.App.Jobs.Scoring;

/// <summary>What became of a customer.</summary>
enum ScoreOutcome { Scored, Lapsed, Abstained }
