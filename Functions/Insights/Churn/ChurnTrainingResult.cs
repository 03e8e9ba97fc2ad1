namespace CrmInsights.Insights.Churn;

/// <summary>What came of a training.</summary>
public sealed record ChurnTrainingResult
{
    /// <summary>The model to be used: a new one, or the one in use so far; null where the gate refused.</summary>
    public ChurnModel? Model { get; init; }
    /// <summary>All that were tried, <see cref="Model"/> first; empty where none may score.</summary>
    public IReadOnlyList<ChurnContender> Contenders { get; init; } = [];
    /// <summary>The gate's decision in words.</summary>
    public required GateVerdict Gate { get; init; }
    /// <summary>The horizon with its chart.</summary>
    public required ChurnHorizon Horizon { get; init; }
    /// <summary>Time from the finished feature rows to the verdict: fitting, calibration and tests.</summary>
    public TimeSpan FitTime { get; init; }
    /// <summary>Quality figures, windows, baselines and drift as JSON.</summary>
    public required string QualityJson { get; init; }
}
