using CrmInsights.Insights.Churn;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Trees;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

/// <summary>Models of any shape, fitted to random rows: what points and files must cope with.</summary>
static class TrainedModel
{
    public static ChurnModel Random(int seed)
    {
        var random = new Random(seed);
        var features = ChurnFeatures.All.Count;
        var rows = Enumerable.Range(0, 200).Select(_ => Row(random)).ToArray();
        var labels = rows.Select(row => random.NextDouble() < 1 / (1 + Math.Exp(-row[seed % features] * 2)) ? 1f : 0f).ToArray();
        var data = new TrainingData { Features = new FeatureMatrix([.. rows.SelectMany(row => row)], rows.Length, features), Labels = labels };
        var linear = LogisticRegression.Fit(data, new LogisticRegressionOptions { L2 = 0.001 * (1 + seed % 5) }, new RunContext());
        var margins = rows.Select(row => linear.Margin(row)).ToArray();
        var calibration = seed % 2 == 0 ? PlattScaling.Fit(margins, labels, new RunContext()) : BetaCalibration.Fit(margins, labels, new RunContext());
        return Of(linear, calibration.Calibrator!);
    }

    /// <summary>The same with boosted trees.</summary>
    public static ChurnModel RandomTrees(int seed)
    {
        var random = new Random(seed);
        var features = ChurnFeatures.All.Count;
        var rows = Enumerable.Range(0, 300).Select(_ => Row(random)).ToArray();
        var labels = rows.Select(row => random.NextDouble() < 1 / (1 + Math.Exp(-2 * (float.IsNaN(row[seed % features]) ? 1 : row[seed % features]))) ? 1f : 0f).ToArray();
        var data = new TrainingData { Features = new FeatureMatrix([.. rows.SelectMany(row => row)], rows.Length, features), Labels = labels };
        var function = RiskFunction.Of(GradientBoosting.Fit(data, new GradientBoostingOptions { TreeCount = 5 + seed % 20, LeafCount = 2 + seed % 7, MinRowsPerLeaf = 5 }, new RunContext()));
        var margins = rows.Select(row => function.Margin(row)).ToArray();
        var calibration = seed % 2 == 0 ? PlattScaling.Fit(margins, labels, new RunContext()) : BetaCalibration.Fit(margins, labels, new RunContext());
        return Random(seed) with { Function = function, Calibrator = calibration.Calibrator! };
    }

    public static ChurnModel Of(LinearModel linear, Calibrator calibrator) => new()
    {
        Version = "2026-05-03.0123abcd",
        TrainedOn = TestTime.Now,
        HorizonDays = 90,
        DataFrom = TestTime.Now.AddDays(-700),
        DataUntil = TestTime.Now.AddDays(-90),
        Warnings = [],
        Function = RiskFunction.Of(linear),
        Calibrator = calibrator,
    };

    public static float[] Row(Random random) =>
        [.. ChurnFeatures.All.Select(_ => random.Next(6) == 0 ? float.NaN : (float)(random.NextDouble() * 4 - 2))];
}
