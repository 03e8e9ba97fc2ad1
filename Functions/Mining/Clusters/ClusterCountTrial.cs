namespace CrmInsights.Mining.Clusters;

/// <summary>What was found for one number of clusters.</summary>
/// <param name="Model">The best of some fits to all rows.</param>
/// <param name="Agreement">Mean adjusted Rand index of refits, on the rows that both saw: 1 is the same clusters every time.</param>
/// <param name="SmallestShare">Share of the rows in the smallest cluster.</param>
/// <param name="Chosen">True for the one to use; at most one, none where every number leaves a cluster too small.</param>
public sealed record ClusterCountTrial(KMeansModel Model, double Agreement, double SmallestShare, bool Chosen);
