using CrmInsights.Mining.Calibration;

namespace CrmInsights.Insights.Churn;

/// <summary>A churn model that somebody trained elsewhere and wants to see tried against the one in use.</summary>
public sealed record OwnModel
{
    /// <summary>What to call it in verdicts: the name of its folder.</summary>
    public required string Name { get; init; }
    /// <summary>Its function.</summary>
    public required RiskFunction Function { get; init; }
    /// <summary>Its own curve from margins to probabilities; null lets the training fit one on the calibration window.</summary>
    public Calibrator? Calibrator { get; init; }
    /// <summary>The horizon H in days that it was trained for.</summary>
    public required int HorizonDays { get; init; }
    /// <summary>When it was trained (UTC).</summary>
    public required DateTimeOffset TrainedOn { get; init; }
    /// <summary>Begin of the data it has seen.</summary>
    public required DateTimeOffset DataFrom { get; init; }
    /// <summary>End of the data it has seen, outcomes included.</summary>
    public required DateTimeOffset DataUntil { get; init; }
}
