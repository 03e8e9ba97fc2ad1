using System.Diagnostics;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Churn;

/// <summary>Trains churn models on the past, tests them and the one in use on the time after, and lets the gate and a contest decide.</summary>
public static class ChurnTrainer
{
    /// <summary>A first training: nobody takes part but the models trained here.</summary>
    /// <param name="customers">All customers; those who objected or are restricted are left out here.</param>
    /// <param name="now">The end of the data.</param>
    /// <param name="settings">What the admin set.</param>
    /// <param name="run">Threads, progress and cancellation; the result does not depend on the threads.</param>
    public static ChurnTrainingResult Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, ChurnSettings settings, RunContext run) =>
        Train(customers, now, (settings, ChurnContest.Empty), run);

    /// <summary>Trains on the orders up to <paramref name="now"/>. Too little data is an answer, not an error: the gate refuses and says what is missing.</summary>
    /// <param name="customers">All customers; those who objected or are restricted are left out here.</param>
    /// <param name="now">The end of the data.</param>
    /// <param name="terms">What the admin set, and who takes part beside the models trained here.</param>
    /// <param name="run">Threads, progress and cancellation; the result does not depend on the threads.</param>
    public static ChurnTrainingResult Train(
        IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, (ChurnSettings Settings, ChurnContest Contest) terms, RunContext run)
    {
        terms.Settings.Validate();
        var eligible = customers.Where(customer => MayLearnFrom(customer, now)).OrderBy(customer => customer.Table, StringComparer.Ordinal)
            .ThenBy(customer => customer.Id).ToArray();                 // the order of the caller must not change the bits
        var period = LearningPeriod.Of(eligible, now);
        var horizon = ChurnHorizon.Choose(eligible, period, terms.Settings);
        if (eligible.Length == 0) return Refused(horizon, "No customer has an order yet.");

        var plan = period.Days < LearningPeriod.ShortestDays ? null : ChurnWindows.Plan(period.From, period.Until, horizon.Days);
        if (plan is null) return Refused(horizon, TooShort(period));

        run.Report(1, 5);
        var windows = TrainingWindows.Build(eligible, plan, run);
        if (windows.Missing() is { Count: > 0 } missing) return Refused(horizon, [.. missing]);

        var fitting = Stopwatch.StartNew();
        run.Report(2, 5);
        var past = new Backtest(windows, period, Candidate.Baselines(windows, run), RegimeCheck.Of(eligible, windows, period.Break));
        var lineup = Lineup.Of(past, terms.Contest, run);
        run.Report(4, 5);
        return Decide(past, lineup, horizon) with { FitTime = fitting.Elapsed };
    }

    static bool MayLearnFrom(CustomerHistory customer, DateTimeOffset now) =>
        customer.Profiling is ProfilingStatus.NotAsked or ProfilingStatus.Allowed && customer.Orders.Count > 0 && customer.Orders[0].OrderedOn <= now;

    static string TooShort(LearningPeriod period) =>
        $"The orders span {period.Days} days; {LearningPeriod.ShortestDays} are needed, {LearningPeriod.ShortestDays - period.Days} are missing.";

    static ChurnTrainingResult Refused(ChurnHorizon horizon, params string[] why)
    {
        var gate = Gate.Refuse(why);
        return new ChurnTrainingResult { Gate = gate, Horizon = horizon, QualityJson = Verdicts.Figures(horizon, gate).ToJson() };
    }

    static ChurnTrainingResult Decide(Backtest past, Lineup lineup, ChurnHorizon horizon)
    {
        var verdicts = new Verdicts(past, lineup, horizon);
        return new ChurnTrainingResult
        {
            Model = verdicts.Winner?.Model,
            Gate = verdicts.Gate,
            Horizon = horizon,
            QualityJson = verdicts.QualityJson,
            Contenders = verdicts.Contenders(),
        };
    }
}
