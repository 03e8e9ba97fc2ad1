using System.Text.Json;
using System.Text.Json.Serialization;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The figures of a training: what ci_model keeps as JSON and the report draws.</summary>
sealed record ChurnFigures
{
    static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Decision { get; init; }
    public required IReadOnlyList<string> Sentences { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public required HorizonFigures Horizon { get; init; }
    public ModelFigures? Model { get; init; }
    public QualityFigures? Quality { get; init; }
    public WindowFigures? Windows { get; init; }
    public IReadOnlyList<BaselineFigures>? Baselines { get; init; }
    public IReadOnlyList<DuelFigures>? Contest { get; init; }
    public IReadOnlyList<GainCurve>? Gain { get; init; }
    public IReadOnlyList<DriverFigures>? Drivers { get; init; }
    public IReadOnlyList<OrderRate>? OrderRates { get; init; }
    public IReadOnlyDictionary<string, double>? Stability { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <exception cref="JsonException">These are no figures.</exception>
    public static ChurnFigures Parse(string json) =>
        JsonSerializer.Deserialize<ChurnFigures>(json, s_json) ?? throw new JsonException("The figures are null; an object was expected.");

    // Six digits are more than the data carry, and the same on every machine.
    public static double Rounded(double value) => Math.Round(value, 6);
}

sealed record HorizonFigures(int Days, string Source, string Sentence, IReadOnlyList<GapPoint> Curve)
{
    public static HorizonFigures Of(ChurnHorizon horizon) => new(horizon.Days, horizon.Source.ToString(), horizon.Sentence, horizon.Curve);
}

sealed record ModelFigures(string Name, string Version, string Algorithm, DateTimeOffset TrainedOn, DateTimeOffset DataFrom, DateTimeOffset DataUntil)
{
    public static ModelFigures Of(Entrant entrant) => new(
        entrant.Name, entrant.Model.Version, entrant.Model.Function.Kind.ToString(), entrant.Model.TrainedOn, entrant.Model.DataFrom, entrant.Model.DataUntil);
}

sealed record QualityFigures(double Auc, double AucLow, double AucHigh, double LogLoss, double Brier, double Ece, double LiftTop10Percent, IReadOnlyList<ReliabilityBin> Reliability)
{
    public static QualityFigures Of(double[] probabilities, float[] labels)
    {
        var auc = DeLong.Auc(probabilities, labels);
        return new QualityFigures(
            ChurnFigures.Rounded(auc.Value),
            ChurnFigures.Rounded(auc.Low),
            ChurnFigures.Rounded(auc.High),
            ChurnFigures.Rounded(BinaryMetrics.LogLoss(probabilities, labels)),
            ChurnFigures.Rounded(BinaryMetrics.Brier(probabilities, labels)),
            ChurnFigures.Rounded(BinaryMetrics.CalibrationError(probabilities, labels)),
            ChurnFigures.Rounded(BinaryMetrics.Lift(probabilities, labels, 0.1)),
            BinaryMetrics.Reliability(probabilities, labels));
    }
}

/// <summary>One kind of window; training has several cutoffs, the others one.</summary>
sealed record WindowFigure(IReadOnlyList<DateTimeOffset> Cutoffs, int Rows, double ChurnRate)
{
    public static WindowFigure Of(IReadOnlyList<DateTimeOffset> cutoffs, WindowRows rows) => new(cutoffs, rows.Count, ChurnFigures.Rounded(rows.ChurnRate));
}

sealed record WindowFigures(WindowFigure Training, WindowFigure Calibration, WindowFigure Test)
{
    public static WindowFigures Of(TrainingWindows windows) => new(
        WindowFigure.Of(windows.Plan.Training, windows.Training),
        WindowFigure.Of([windows.Plan.Calibration], windows.Calibration),
        WindowFigure.Of([windows.Plan.Test], windows.Test));
}

sealed record SpanFigures(double Value, double Low, double High)
{
    public static SpanFigures Of(Interval interval) => new(ChurnFigures.Rounded(interval.Value), ChurnFigures.Rounded(interval.Low), ChurnFigures.Rounded(interval.High));
}

sealed record BaselineFigures(string Name, double Auc, double LogLoss, SpanFigures LogLossImprovement, SpanFigures AucImprovement, bool Beaten)
{
    public static BaselineFigures Of(Comparison comparison, float[] labels) => new(
        comparison.Baseline.Name,
        ChurnFigures.Rounded(comparison.Baseline.Auc(labels)),
        ChurnFigures.Rounded(BinaryMetrics.LogLoss(comparison.Baseline.Probabilities, labels)),
        SpanFigures.Of(comparison.LogLoss),
        SpanFigures.Of(comparison.Auc),
        comparison.Beaten);
}

/// <summary>A challenger against the holder of the place; a difference below zero speaks for the challenger.</summary>
sealed record DuelFigures(string Challenger, string Holder, QualityFigures ChallengerQuality, SpanFigures LogLossDifference, bool IsWon)
{
    public static DuelFigures Of(Duel duel, float[] labels) => new(
        duel.Challenger.Name, duel.Holder.Name, QualityFigures.Of(duel.Challenger.OnTest.Probabilities, labels), SpanFigures.Of(duel.Difference), duel.IsWon);
}

/// <summary>Share of all who left found among the so many twentieths of customers with the highest scores.</summary>
sealed record GainCurve(string Name, IReadOnlyList<double> Found)
{
    const int Steps = 20;

    public static GainCurve Of(Candidate candidate, float[] labels) => new(
        candidate.Name,
        [.. Enumerable.Range(1, Steps).Select(step => ChurnFigures.Rounded(BinaryMetrics.Gain(candidate.Probabilities, labels, (double)step / Steps)))]);
}
