namespace CrmInsights.Insights.Lifecycle;

/// <summary>The stage of one customer at one moment.</summary>
/// <param name="Stage">The stage shown.</param>
/// <param name="ChangedOn">The day (UTC) on which the evidence crossed into it.</param>
/// <param name="Degrees">How far each stage fits, 0..1; they sum to 1.</param>
/// <param name="Reason">The evidence in words.</param>
public sealed record LifecycleAssessment(
    LifecycleStage Stage, DateOnly ChangedOn, IReadOnlyDictionary<LifecycleStage, double> Degrees, string Reason);

/// <summary>The stage a customer had when it was last computed.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="ChangedOn">Since when.</param>
public readonly record struct FormerStage(LifecycleStage Stage, DateOnly ChangedOn);
