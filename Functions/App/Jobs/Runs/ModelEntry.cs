using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>A model that passed its test.</summary>
/// <param name="Model">The model with its files.</param>
/// <param name="IsChampion">True for the one that is to score.</param>
/// <param name="Verdict">Why, in sentences.</param>
sealed record ModelEntry(StoredModel Model, bool IsChampion, IReadOnlyList<string> Verdict);
