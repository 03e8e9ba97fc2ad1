using CrmInsights.Mining.Calibration;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>What models are measured with: the windows, the simple rules on them, and what has changed between them.</summary>
sealed record Backtest(TrainingWindows Windows, LearningPeriod Period, IReadOnlyList<Candidate> Baselines, RegimeCheck Regime)
{
    public float[] Labels => Windows.Test.Labels;

    /// <summary>A model of these windows; its version is still to be given.</summary>
    public ChurnModel Model(RiskFunction function, Calibrator calibrator) => new()
    {
        Version = "",
        TrainedOn = Period.Until,
        HorizonDays = Windows.Plan.HorizonDays,
        DataFrom = Period.From,
        DataUntil = Windows.Plan.Test,
        Warnings = Regime.Warnings,
        Function = function,
        Calibrator = calibrator,
    };
}
