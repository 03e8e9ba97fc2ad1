namespace CrmInsights.Mining.Fuzzy;

/// <summary>If the condition holds, the output belongs to the set.</summary>
/// <param name="If">What is asked of the inputs.</param>
/// <param name="Then">Fuzzy set of the output.</param>
/// <param name="Weight">How much the rule counts, from 0 to 1.</param>
public sealed record MamdaniRule(FuzzyCondition If, FuzzySet Then, double Weight = 1);
