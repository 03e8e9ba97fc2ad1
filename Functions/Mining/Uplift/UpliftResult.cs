using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Uplift;

/// <summary>What came of fitting an uplift model.</summary>
/// <param name="AverageEffect">Average effect of the treatment on an outcome, with interval; always there.</param>
/// <param name="Model">The model; null below the power floor.</param>
/// <param name="OutOfFold">Effect on each training row by a model that did not see it; empty below the power floor.</param>
/// <param name="Heterogeneity">Observed effect on the half with the higher out-of-fold uplift minus that on the other; null below the power floor.</param>
/// <param name="Refusal">Why there is no model; null where there is one.</param>
public sealed record UpliftResult(Interval AverageEffect, UpliftModel? Model, double[] OutOfFold, Interval? Heterogeneity, string? Refusal)
{
    /// <summary>True where the customers it ranks higher were really moved more. Without this evidence treat all or none, by <see cref="AverageEffect"/>.</summary>
    public bool HasEvidence => Heterogeneity is { Low: > 0 };
}
