namespace CrmInsights.Mining.Recommend;

/// <summary>What was recommended to one user, and what the user then took.</summary>
/// <param name="Recommended">Items, the best first; each at most once.</param>
/// <param name="Taken">Items that the user took afterwards; a trial without any is left out of all figures but coverage and novelty.</param>
/// <param name="Known">Items that the user had before: taking one again is a repeat, taking another explores.</param>
public sealed record RecommendationTrial(IReadOnlyList<int> Recommended, IReadOnlySet<int> Taken, IReadOnlySet<int> Known);
