using System.CommandLine;
using CrmInsights.Local.Commands;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>A fitted curve from scores to probabilities.</summary>
sealed record ScoreCurve(Func<double, double> Probability, Func<double, double> Uncalibrated, Action<Stream> Save)
{
    /// <summary>Probabilities of 0 and 1 have no finite log-odds.</summary>
    const double Least = 1e-9;

    public Dictionary<string, double>? Parameters { get; private init; }

    public static ScoreCurve Fit(ParseResult parsed, ScoreTable table, int train, RunContext run)
    {
        if (!table.IsBinary) throw new ArgumentException($"a curve needs labels of yes and no; --label holds {table.Labels.First(label => label is not (0 or 1))}.");
        var areMargins = parsed.GetValue(CalibrateVerb.Margins);
        if (!areMargins && !table.AreProbabilities) throw new ArgumentException($"--score holds {table.Scores.First(score => score is not (>= 0 and <= 1))}, which is no probability; --margins says that scores are log-odds.");
        Func<double, double> margin = areMargins ? score => score : LogOdds;
        Func<double, double> plain = areMargins ? score => 1 / (1 + Math.Exp(-score)) : score => score;
        var (scores, labels) = (table.Scores[..train], table.Labels[..train]);
        if (parsed.GetValue(CalibrateVerb.Method) == "isotonic")
        {
            var steps = IsotonicCalibration.Fit(scores, labels);
            return new ScoreCurve(steps.Probability, plain, steps.Save) { Parameters = new() { ["steps"] = steps.Scores.Length } };
        }
        var margins = Array.ConvertAll(scores, score => margin(score));
        var fitted = parsed.GetValue(CalibrateVerb.Method) == "platt" ? PlattScaling.Fit(margins, labels, run) : BetaCalibration.Fit(margins, labels, run);
        if (fitted.Calibrator is not { } curve) throw new CommandFailedException($"No curve could be fitted: {fitted.Refusal}");
        return new ScoreCurve(score => curve.Probability(margin(score)), plain, curve.Save) { Parameters = new() { ["slopeLow"] = curve.SlopeLow, ["slopeHigh"] = curve.SlopeHigh, ["offset"] = curve.Offset } };
    }

    static double LogOdds(double probability)
    {
        var inside = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(inside / (1 - inside));
    }
}
