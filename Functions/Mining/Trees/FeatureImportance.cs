namespace CrmInsights.Mining.Trees;

/// <summary>What predictions lose when one feature is shuffled.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Mean">Mean rise of the loss per unit of weight over the repetitions; around 0 for a feature that does not matter.</param>
/// <param name="StandardDeviation">Standard deviation of the rise over the repetitions; 0 for one repetition.</param>
public sealed record FeatureImportance(int Feature, double Mean, double StandardDeviation);
