using System.Globalization;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Looks for a break between the windows: in how much is ordered, how many leave, and what customers look like.</summary>
sealed record RegimeCheck(IReadOnlyList<OrderRate> Rates, IReadOnlyList<(FeatureDefinition Feature, double Index)> Shifts, IReadOnlyList<string> Warnings)
{
    /// <summary>From this factor on a change of the order rate is called a break.</summary>
    const double BreakFactor = 1.5;
    /// <summary>From this difference on a change of the churn rate is called a break.</summary>
    const double BreakShare = 0.15;

    public static RegimeCheck Of(IReadOnlyList<CustomerHistory> customers, TrainingWindows windows, OrderRateBreak? found)
    {
        var rates = OrderRate.Of(customers, windows.Plan);
        var shifts = Shift(windows);
        return new RegimeCheck(rates, shifts, [.. Since(found), .. RateBreak(rates), .. ChurnBreak(windows), .. Moved(shifts)]);
    }

    static IEnumerable<string> Since(OrderRateBreak? found)
    {
        if (found is null) yield break;
        var change = found.After > found.Before ? "jumped" : "fell";
        yield return $"The order rate {change} about {Date(found.On)}, from {Number(found.Before)} to {Number(found.After)} orders a day, "
            + $"{Times(found.Size)} times as {(found.After > found.Before ? "many" : "few")}. "
            + "The model has learned only from the time since then, so read its scores with care.";
    }

    static IEnumerable<string> RateBreak(IReadOnlyList<OrderRate> rates)
    {
        var widest = rates.Zip(rates.Skip(1)).OrderByDescending(pair => Factor(pair.First.PerDay, pair.Second.PerDay)).First();
        var (before, after) = widest;
        if (Factor(before.PerDay, after.PerDay) < BreakFactor) yield break;
        var change = after.PerDay > before.PerDay ? $"{Times(after.PerDay / before.PerDay)} times as many" : $"only {Percent(after.PerDay / before.PerDay)} of them";
        yield return $"The order rate changed: {Number(after.PerDay)} orders a day from {Date(after.From)} to {Date(after.Until)}, {change} as the "
            + $"{Number(before.PerDay)} a day from {Date(before.From)} to {Date(before.Until)}. The model has learned from a different time, so read its scores with care.";
    }

    static IEnumerable<string> ChurnBreak(TrainingWindows windows)
    {
        var (before, after) = (windows.Calibration.ChurnRate, windows.Test.ChurnRate);
        if (Math.Abs(after - before) < BreakShare) yield break;
        yield return $"The share of customers who leave changed: {Percent(after)} in the test window after {Percent(before)} in the calibration window. "
            + "Scores may be too high or too low by as much.";
    }

    static IEnumerable<string> Moved(IReadOnlyList<(FeatureDefinition Feature, double Index)> shifts)
    {
        var moved = shifts.Where(shift => shift.Index >= PopulationStability.Major).ToArray();
        if (moved.Length == 0) yield break;
        var topics = moved.Select(shift => shift.Feature.Topic).Distinct().Select(topic => topic.ToString().ToLowerInvariant());
        yield return $"Customers look different from one horizon ago: {string.Join(", ", topics)} moved by more than "
            + $"{PopulationStability.Major.ToString(CultureInfo.InvariantCulture)} on the population stability index.";
    }

    static (FeatureDefinition, double)[] Shift(TrainingWindows windows) =>
        [.. ChurnFeatures.All.Select((feature, index) =>
            (feature, PopulationStability.Index(windows.Calibration.Features.Column(index), windows.Test.Features.Column(index))))];

    static double Factor(double a, double b) => Math.Max(a, b) / Math.Max(1e-9, Math.Min(a, b));

    static string Number(double value) => value.ToString(value < 10 ? "0.0" : "#,##0", CultureInfo.InvariantCulture);

    static string Times(double value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
