using System.Globalization;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Decides whether a challenger may score customers, and says so in plain words.</summary>
static class Gate
{
    const double TopShare = 0.1;

    public static GateVerdict Refuse(params IEnumerable<string> why) =>
        new(GateDecision.Refused, ["No churn scores from this run.", .. why], []);

    public static GateVerdict Judge(Entrant entrant, Backtest past)
    {
        var lost = entrant.Comparisons.Where(comparison => !comparison.Beaten).ToArray();
        var warnings = past.Regime.Warnings;
        var measured = Measured(entrant.OnTest, entrant.Comparisons, past.Windows);
        if (lost.Length > 0) return Refuse([.. lost.Select(Unbeaten), .. measured, .. warnings]) with { Warnings = warnings };
        return warnings.Count == 0
            ? new(GateDecision.Passed, ["The churn model is better than every simple rule and is used.", .. measured], [])
            : new(
                GateDecision.PassedWithWarning,
                ["The churn model is better than every simple rule and is used, with a warning.", .. warnings, .. measured],
                warnings);
    }

    /// <summary>The model in use goes on, though a simple rule has caught up with it: nothing better is there.</summary>
    public static GateVerdict Keep(Entrant champion, Backtest past)
    {
        IReadOnlyList<string> warnings = [.. champion.Comparisons.Where(comparison => !comparison.Beaten).Select(Unbeaten), .. past.Regime.Warnings];
        return new(
            GateDecision.PassedWithWarning,
            ["The churn model so far stays in use, with a warning: no new one is clearly better than every simple rule.", .. warnings, .. Measured(champion.OnTest, champion.Comparisons, past.Windows)],
            warnings);
    }

    static string Unbeaten(Comparison lost) =>
        $"The model is not clearly better than a simple rule, {lost.Baseline.Name}: of 100 pairs of one who left and one who stayed it orders "
        + $"{Signed(100 * lost.Auc.Value)} more rightly, with chance allowed for {Signed(100 * lost.Auc.Low)} to {Signed(100 * lost.Auc.High)}.";

    static IEnumerable<string> Measured(Candidate challenger, IReadOnlyList<Comparison> comparisons, TrainingWindows windows)
    {
        var labels = windows.Test.Labels;
        var best = comparisons.MaxBy(comparison => comparison.Baseline.Auc(labels))!.Baseline;
        yield return $"Tested on {windows.Test.Count.ToString("#,##0", CultureInfo.InvariantCulture)} customers from {Date(windows.Plan.Test)} on, "
            + $"{windows.Plan.HorizonDays} days ahead: {Percent(windows.Test.ChurnRate)} of them left.";
        yield return $"Of one customer who left and one who stayed, the model gives the higher score to the one who left in {Percent(challenger.Auc(labels))} "
            + $"of cases; the best simple rule, {best.Name}, in {Percent(best.Auc(labels))}.";
        yield return $"Among the tenth with the highest scores {Percent(TopRate(challenger, windows))} left; "
            + $"among the tenth picked by that rule {Percent(TopRate(best, windows))}.";
    }

    static double TopRate(Candidate candidate, TrainingWindows windows) =>
        BinaryMetrics.Lift(candidate.Probabilities, windows.Test.Labels, TopShare) * windows.Test.ChurnRate;

    static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    static string Signed(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
