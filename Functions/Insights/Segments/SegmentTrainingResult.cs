namespace CrmInsights.Insights.Segments;

/// <summary>What came of looking for segments.</summary>
/// <param name="Model">The segments; null where the data hold no stable ones.</param>
/// <param name="Sentences">The choice, or what is missing, in plain words.</param>
/// <param name="Candidates">Every number of segments tried.</param>
public sealed record SegmentTrainingResult(SegmentModel? Model, IReadOnlyList<string> Sentences, IReadOnlyList<SegmentCandidate> Candidates);

/// <summary>One number of segments that was tried.</summary>
/// <param name="Count">How many segments.</param>
/// <param name="Stability">Mean adjusted Rand index between refits on random halves: 1 where they agree, 0 where only by chance.</param>
/// <param name="SmallestShare">Share of customers in the smallest.</param>
public sealed record SegmentCandidate(int Count, double Stability, double SmallestShare);
