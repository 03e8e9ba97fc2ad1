namespace CrmInsights.Insights.Quality;

/// <summary>Completeness and consistency of one customer's own data.</summary>
/// <param name="Score">0..100, 100 without findings.</param>
/// <param name="Findings">What is missing or contradictory, the most costly first.</param>
public sealed record QualityReport(int Score, IReadOnlyList<string> Findings);
