using System.Globalization;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>All models of a training, measured on its test window.</summary>
/// <param name="Champion">The model in use; null where there is none that may be compared.</param>
/// <param name="Challengers">The others, the simplest first.</param>
/// <param name="Absent">Who could not take part and why, in words.</param>
sealed record Lineup(Entrant? Champion, IReadOnlyList<Entrant> Challengers, IReadOnlyList<string> Absent)
{
    public static Lineup Of(Backtest past, ChurnContest contest, RunContext run)
    {
        var absent = new List<string>();
        var champion = contest.Champion is { } model && IsComparable("The model in use", (model.HorizonDays, model.DataUntil), past.Windows.Plan, absent)
            ? Entrant.Of($"the model in use ({model.Function.Kind.Word()} of {Date(model.TrainedOn)})", model, past.Baselines, past.Windows)
            : null;
        var challengers = Trained(past, absent, run).Concat(Own(past, contest.Own, absent, run))
            .Select(named => Entrant.Of(named.Name, named.Model, past.Baselines, past.Windows));
        return new Lineup(champion, [.. challengers], absent);
    }

    static IEnumerable<(string Name, ChurnModel Model)> Trained(Backtest past, List<string> absent, RunContext run)
    {
        if (Calibrated(past, RiskFunction.Of(Candidate.Fit(past.Windows.Training, null, run)), absent, run) is { } regression)
            yield return (RiskFunctionKind.Regression.Noun(), regression);
        run.Report(3, 5);
        if (BoostedFit.Fit(past.Windows.Training, run) is not { } trees)
            absent.Add("The boosted-tree model was not tried: there are too few customers to decide when to stop growing trees.");
        else if (Calibrated(past, trees, absent, run) is { } boosted)
            yield return (RiskFunctionKind.BoostedTrees.Noun(), boosted);
    }

    static ChurnModel? Calibrated(Backtest past, RiskFunction function, List<string> absent, RunContext run)
    {
        var calibration = Calibrate(function, past.Windows.Calibration, run);
        if (calibration.Calibrator is { } curve)
            return WithVersion(past.Model(function, curve));
        absent.Add($"{(function.Kind == RiskFunctionKind.Regression ? "The regression" : "The boosted-tree model")} cannot be used: {calibration.Refusal}");
        return null;
    }

    static IEnumerable<(string Name, ChurnModel Model)> Own(Backtest past, IReadOnlyList<OwnModel> models, List<string> absent, RunContext run)
    {
        foreach (var own in models)
        {
            var name = $"the own model {own.Name}";
            if (!IsComparable($"The own model {own.Name}", (own.HorizonDays, own.DataUntil), past.Windows.Plan, absent)) continue;
            if (CurveOf(own, past, absent, run) is not { } curve) continue;
            yield return (name, WithVersion(past.Model(own.Function, curve) with { TrainedOn = own.TrainedOn, DataFrom = own.DataFrom, DataUntil = own.DataUntil }));
        }
    }

    static Calibrator? CurveOf(OwnModel own, Backtest past, List<string> absent, RunContext run)
    {
        if (own.Calibrator is { } brought) return brought;
        if (own.DataUntil > past.Windows.Plan.Calibration)
        {
            absent.Add($"The own model {own.Name} brings no calibrator and has seen data up to {Date(own.DataUntil)}, so none can be fitted after it and before the test. "
                + $"Train it on outcomes up to {Date(past.Windows.Plan.Calibration)}, or add its calibrator to {ModelFolder.FileName}.");
            return null;
        }
        var calibration = Calibrate(own.Function, past.Windows.Calibration, run);
        if (calibration.Calibrator is null) absent.Add($"The own model {own.Name} cannot be used: {calibration.Refusal}");
        return calibration.Calibrator;
    }

    /// <summary>Whether a model answers the question of this test, and has not seen its answers.</summary>
    static bool IsComparable(string name, (int HorizonDays, DateTimeOffset DataUntil) model, ChurnWindows plan, List<string> absent)
    {
        if (model.HorizonDays != plan.HorizonDays)
            absent.Add($"{name} is about {model.HorizonDays} days without an order; now it is {plan.HorizonDays} days, so the two cannot be compared.");
        else if (model.DataUntil > plan.Test)
            absent.Add($"{name} has seen data up to {Date(model.DataUntil)}, the test begins on {Date(plan.Test)}; a comparison would favour it.");
        else
            return true;
        return false;
    }

    /// <summary>Platt's curve, unless a second slope explains more than half the logarithm of the rows (the Bayesian information criterion).</summary>
    static CalibrationResult Calibrate(RiskFunction function, WindowRows rows, RunContext run)
    {
        var (margins, labels) = (Candidate.Margins(function.Margin, rows.Features), rows.Labels);
        var platt = PlattScaling.Fit(margins, labels, run);
        var beta = BetaCalibration.Fit(margins, labels, run);
        if (platt.Calibrator is null || beta.Calibrator is null) return platt.Calibrator is null ? beta : platt;
        return (platt.LogLoss - beta.LogLoss) * labels.Length > Math.Log(labels.Length) / 2 ? beta : platt;
    }

    static ChurnModel WithVersion(ChurnModel model) =>
        model with { Version = $"{model.TrainedOn.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{ModelFolder.Fingerprint(model)}" };

    static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
