namespace CrmInsights.Insights.Churn;

/// <summary>A model that was tried, and how it did against the others.</summary>
/// <param name="Name">What it is called in sentences.</param>
/// <param name="Model">The model.</param>
/// <param name="IsChampion">True for the one that is to be used.</param>
/// <param name="Verdict">How it did, in plain words.</param>
/// <param name="QualityJson">Its figures on the test window.</param>
public sealed record ChurnContender(string Name, ChurnModel Model, bool IsChampion, IReadOnlyList<string> Verdict, string QualityJson);
