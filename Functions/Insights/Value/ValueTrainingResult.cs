namespace CrmInsights.Insights.Value;

/// <summary>What came of a training.</summary>
/// <param name="Model">The model; null where there was too little data.</param>
/// <param name="Sentences">The choice, or what is missing, in plain words.</param>
/// <param name="Scores">How each kind did on the hold-out window; empty where there was none.</param>
public sealed record ValueTrainingResult(ValueModel? Model, IReadOnlyList<string> Sentences, IReadOnlyList<PurchaseModelScore> Scores);

/// <summary>How one kind of model foresaw who would order in the hold-out window.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="LogLikelihood">Mean log-likelihood a customer of ordering or not.</param>
/// <param name="Expected">Share of customers expected to order.</param>
/// <param name="Observed">Share that did.</param>
public sealed record PurchaseModelScore(PurchaseModelKind Kind, double LogLikelihood, double Expected, double Observed);
