using CrmInsights.Mining.Calibration;

namespace CrmInsights.Insights.Churn;

/// <summary>A trained churn model with all that is needed to score and to explain. Immutable and thread-safe.</summary>
public sealed record ChurnModel
{
    /// <summary>Date and fingerprint. The same data give the same version.</summary>
    public required string Version { get; init; }
    /// <summary>When it was trained (UTC), on the clock of the data.</summary>
    public required DateTimeOffset TrainedOn { get; init; }
    /// <summary>The horizon H in days that the probability is about.</summary>
    public required int HorizonDays { get; init; }
    /// <summary>Begin of the time that its windows lie in.</summary>
    public required DateTimeOffset DataFrom { get; init; }
    /// <summary>Up to this moment data were used for training and calibration.</summary>
    public required DateTimeOffset DataUntil { get; init; }
    /// <summary>What an administrator should know about it, in plain words; empty where there is nothing.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
    /// <summary>The function from features to margins.</summary>
    public required RiskFunction Function { get; init; }
    /// <summary>The curve from margins to probabilities.</summary>
    public required Calibrator Calibrator { get; init; }
}
