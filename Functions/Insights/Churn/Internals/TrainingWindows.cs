using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The rows of the three kinds of windows.</summary>
sealed record TrainingWindows(ChurnWindows Plan, WindowRows Training, WindowRows Calibration, WindowRows Test)
{
    // Below 100 a regression of this many features learns noise; 30 are the least to place a curve or to compare two rankings.
    const int FewestToLearn = 100;
    const int FewestToMeasure = 30;

    public static TrainingWindows Build(IReadOnlyList<CustomerHistory> customers, ChurnWindows plan, RunContext run) => new(
        plan,
        WindowRows.Build(customers, plan.Training, plan.HorizonDays, run),
        WindowRows.Build(customers, [plan.Calibration], plan.HorizonDays, run),
        WindowRows.Build(customers, [plan.Test], plan.HorizonDays, run));

    /// <summary>What is missing and how much, in words; empty where each kind of window has enough customers who left and who stayed.</summary>
    public IReadOnlyList<string> Missing() =>
    [
        .. Lacks("training windows hold", Training, FewestToLearn),
        .. Lacks("calibration window holds", Calibration, FewestToMeasure),
        .. Lacks("test window holds", Test, FewestToMeasure),
    ];

    static IEnumerable<string> Lacks(string where, WindowRows rows, int fewest)
    {
        var stayed = rows.Count - rows.Churned;
        if (rows.Churned < fewest) yield return $"The {where} {rows.Churned} customers who left; {fewest} are needed, {fewest - rows.Churned} are missing.";
        if (stayed < fewest) yield return $"The {where} {stayed} customers who stayed; {fewest} are needed, {fewest - stayed} are missing.";
    }
}
