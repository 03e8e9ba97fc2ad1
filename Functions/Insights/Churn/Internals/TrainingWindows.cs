using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The rows of the three kinds of windows.</summary>
sealed record TrainingWindows(ChurnWindows Plan, WindowRows Training, WindowRows Calibration, WindowRows Test)
{
    const int FewestOutcomes = 30;

    public static TrainingWindows Build(IReadOnlyList<CustomerHistory> customers, ChurnWindows plan, RunContext run) => new(
        plan,
        WindowRows.Build(customers, plan.Training, plan.HorizonDays, run),
        WindowRows.Build(customers, [plan.Calibration], plan.HorizonDays, run),
        WindowRows.Build(customers, [plan.Test], plan.HorizonDays, run));

    /// <summary>What is missing and how much, in words; empty where each window has enough customers who left and who stayed.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. Lacks("training", Training), .. Lacks("calibration", Calibration), .. Lacks("test", Test)];

    static IEnumerable<string> Lacks(string window, WindowRows rows)
    {
        var stayed = rows.Count - rows.Churned;
        if (rows.Churned < FewestOutcomes)
            yield return $"The {window} window has {rows.Churned} customers who left and needs {FewestOutcomes}: {FewestOutcomes - rows.Churned} are missing.";
        if (stayed < FewestOutcomes)
            yield return $"The {window} window has {stayed} customers who stayed and needs {FewestOutcomes}: {FewestOutcomes - stayed} are missing.";
    }
}
