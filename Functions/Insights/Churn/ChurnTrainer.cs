using System.Diagnostics;
using System.Globalization;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Insights.Churn;

/// <summary>Trains a churn model on the past, tests it on the time after, and lets the gate decide.</summary>
public static class ChurnTrainer
{
    /// <summary>Trains on the orders up to <paramref name="now"/>. Too little data is an answer, not an error: the gate refuses and says what is missing.</summary>
    /// <param name="customers">All customers; those who objected or are restricted are left out here.</param>
    /// <param name="now">The end of the data.</param>
    /// <param name="settings">What the admin set.</param>
    /// <param name="run">Threads, progress and cancellation; the result does not depend on the threads.</param>
    public static ChurnTrainingResult Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, ChurnSettings settings, RunContext run)
    {
        settings.Validate();
        var eligible = customers.Where(customer => MayLearnFrom(customer, now)).OrderBy(customer => customer.Table, StringComparer.Ordinal)
            .ThenBy(customer => customer.Id).ToArray();                 // the order of the caller must not change the bits
        var period = LearningPeriod.Of(eligible, now);
        var horizon = ChurnHorizon.Choose(eligible, period, settings);
        return eligible.Length == 0
            ? Refused(horizon, "No customer has an order yet.")
            : TrainOn(eligible, period, horizon, run);
    }

    static bool MayLearnFrom(CustomerHistory customer, DateTimeOffset now) =>
        customer.Profiling is ProfilingStatus.NotAsked or ProfilingStatus.Allowed && customer.Orders.Count > 0 && customer.Orders[0].OrderedOn <= now;

    static ChurnTrainingResult TrainOn(CustomerHistory[] customers, LearningPeriod period, ChurnHorizon horizon, RunContext run)
    {
        var plan = period.Days < LearningPeriod.ShortestDays ? null : ChurnWindows.Plan(period.From, period.Until, horizon.Days);
        if (plan is null) return Refused(horizon, TooShort(period));

        run.Report(1, 5);
        var windows = TrainingWindows.Build(customers, plan, run);
        if (windows.Missing() is { Count: > 0 } missing) return Refused(horizon, [.. missing]);
        var fitting = Stopwatch.StartNew();

        run.Report(2, 5);
        var linear = Candidate.Fit(windows.Training, null, run);
        var calibration = Calibrate(Candidate.Margins(linear, windows.Calibration.Features), windows.Calibration.Labels, run);
        if (calibration.Calibrator is not { } calibrator) return Refused(horizon, calibration.Refusal!);

        run.Report(4, 5);
        var test = Test(customers, (windows, period.Break), new Candidate("the model", Predict(linear, calibrator, windows.Test.Features)), run);
        var gate = Gate.Judge(test.Challenger, test.Comparisons, windows, test.Regime);
        return new ChurnTrainingResult
        {
            Model = gate.Decision == GateDecision.Refused ? null : Model(plan, period, (linear, calibrator), gate.Warnings),
            Gate = gate,
            Horizon = horizon,
            QualityJson = QualityFigures.Write(horizon, gate, test),
            FitTime = fitting.Elapsed,
        };
    }

    static string TooShort(LearningPeriod period) =>
        $"The orders span {period.Days} days; {LearningPeriod.ShortestDays} are needed, {LearningPeriod.ShortestDays - period.Days} are missing.";

    static ChurnTrainingResult Refused(ChurnHorizon horizon, params string[] why)
    {
        var gate = Gate.Refuse(why);
        return new ChurnTrainingResult { Gate = gate, Horizon = horizon, QualityJson = QualityFigures.Write(horizon, gate, null) };
    }

    /// <summary>Platt's curve, unless a second slope explains more than half the logarithm of the rows (the Bayesian information criterion).</summary>
    static CalibrationResult Calibrate(double[] margins, float[] labels, RunContext run)
    {
        var platt = PlattScaling.Fit(margins, labels, run);
        var beta = BetaCalibration.Fit(margins, labels, run);
        if (platt.Calibrator is null || beta.Calibrator is null) return platt.Calibrator is null ? beta : platt;
        return (platt.LogLoss - beta.LogLoss) * labels.Length > Math.Log(labels.Length) / 2 ? beta : platt;
    }

    static double[] Predict(LinearModel linear, Calibrator calibrator, FeatureMatrix rows) =>
        [.. Candidate.Margins(linear, rows).Select(calibrator.Probability)];

    static Backtest Test(CustomerHistory[] customers, (TrainingWindows Windows, OrderRateBreak? Break) past, Candidate challenger, RunContext run)
    {
        var windows = past.Windows;
        var comparisons = Candidate.Baselines(windows, run).Select(baseline => Comparison.Of(challenger, baseline, windows.Test.Labels)).ToArray();
        return new Backtest(windows, challenger, comparisons, RegimeCheck.Of(customers, windows, past.Break));
    }

    static ChurnModel Model(
        ChurnWindows plan, LearningPeriod period, (LinearModel Linear, Calibrator Calibrator) fitted, IReadOnlyList<string> warnings)
    {
        var model = new ChurnModel
        {
            Version = "",
            TrainedOn = period.Until,
            HorizonDays = plan.HorizonDays,
            DataFrom = period.From,
            DataUntil = plan.Test,
            Warnings = warnings,
            Linear = fitted.Linear,
            Calibrator = fitted.Calibrator,
        };
        var day = period.Until.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return model with { Version = $"{day}.{ModelFile.Fingerprint(model)}" };
    }
}
