using System.Text.Json;
using System.Text.Json.Serialization;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The figures of a training as JSON, for ci_model and the report.</summary>
static class QualityFigures
{
    static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(ChurnHorizon horizon, GateVerdict gate, Backtest? test) => JsonSerializer.Serialize(
        new
        {
            decision = gate.Decision.ToString(),
            gate.Sentences,
            gate.Warnings,
            horizon = new { horizon.Days, source = horizon.Source.ToString(), horizon.Sentence, horizon.Curve },
            quality = test is null ? null : Quality(test),
            windows = test is null ? null : Windows(test.Windows),
            baselines = test?.Comparisons.Select(comparison => Baseline(comparison, test.Windows.Test.Labels)),
            orderRates = test?.Regime.Rates,
            stability = test?.Regime.Shifts.ToDictionary(shift => shift.Feature.Name, shift => Rounded(shift.Index)),
        },
        s_json);

    static object Quality(Backtest test)
    {
        var (probabilities, labels) = (test.Challenger.Probabilities, test.Windows.Test.Labels);
        var auc = DeLong.Auc(probabilities, labels);
        return new
        {
            auc = Rounded(auc.Value),
            aucLow = Rounded(auc.Low),
            aucHigh = Rounded(auc.High),
            logLoss = Rounded(BinaryMetrics.LogLoss(probabilities, labels)),
            brier = Rounded(BinaryMetrics.Brier(probabilities, labels)),
            ece = Rounded(BinaryMetrics.CalibrationError(probabilities, labels)),
            liftTop10Percent = Rounded(BinaryMetrics.Lift(probabilities, labels, 0.1)),
            reliability = BinaryMetrics.Reliability(probabilities, labels),
        };
    }

    static object Windows(TrainingWindows windows) => new
    {
        training = new { cutoffs = windows.Plan.Training, rows = windows.Training.Count, churnRate = Rounded(windows.Training.ChurnRate) },
        calibration = new { cutoff = windows.Plan.Calibration, rows = windows.Calibration.Count, churnRate = Rounded(windows.Calibration.ChurnRate) },
        test = new { cutoff = windows.Plan.Test, rows = windows.Test.Count, churnRate = Rounded(windows.Test.ChurnRate) },
    };

    static object Baseline(Comparison comparison, float[] labels) => new
    {
        comparison.Baseline.Name,
        auc = Rounded(comparison.Baseline.Auc(labels)),
        logLoss = Rounded(BinaryMetrics.LogLoss(comparison.Baseline.Probabilities, labels)),
        logLossImprovement = Span(comparison.LogLoss),
        aucImprovement = Span(comparison.Auc),
        comparison.Beaten,
    };

    static object Span(Interval interval) => new { value = Rounded(interval.Value), low = Rounded(interval.Low), high = Rounded(interval.High) };

    // Six digits are more than the data carry, and the same on every machine.
    static double Rounded(double value) => Math.Round(value, 6);
}
