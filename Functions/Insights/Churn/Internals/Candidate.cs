using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Something that gives every row of the test window a probability, fitted on the windows before it.</summary>
/// <param name="Name">Name in figures and sentences.</param>
/// <param name="Probabilities">One a row of the test window.</param>
sealed record Candidate(string Name, double[] Probabilities)
{
    /// <summary>The constant, the days since the last order, and these days against the customer's own gap.</summary>
    public static IReadOnlyList<Candidate> Baselines(TrainingWindows windows, RunContext run) =>
    [
        new("the average churn rate", Constant(windows)),
        new("days since the last order", Rule(windows, "recency.log", run)),
        new("days since the last order against the usual gap", Rule(windows, "recency.own", run)),
    ];

    public double Auc(float[] labels) => BinaryMetrics.Auc(Probabilities, labels);

    /// <summary>A function with its calibrated curve, on the test window.</summary>
    public static Candidate Of(string name, RiskFunction function, Calibrator calibrator, TrainingWindows windows) =>
        new(name, [.. Margins(function.Margin, windows.Test.Features).Select(calibrator.Probability)]);

    static double[] Constant(TrainingWindows windows)
    {
        var rate = (windows.Calibration.Churned + 1.0) / (windows.Calibration.Count + 2.0);
        var probabilities = new double[windows.Test.Count];
        Array.Fill(probabilities, rate);
        return probabilities;
    }

    /// <summary>One feature, fitted and calibrated on the same windows as the model; the average where that finds no rising curve.</summary>
    static double[] Rule(TrainingWindows windows, string name, RunContext run)
    {
        var feature = ChurnFeatures.All.Index().Single(entry => entry.Item.Name == name).Index;
        var model = Fit(windows.Training, [feature], run);
        var margins = Margins(model.Margin, windows.Calibration.Features.Select(feature));
        return PlattScaling.Fit(margins, windows.Calibration.Labels, run).Calibrator is { } calibrator
            ? [.. Margins(model.Margin, windows.Test.Features.Select(feature)).Select(calibrator.Probability)]
            : Constant(windows);
    }

    /// <summary>Logistic regression with a prior of standard deviation 1 on each standardised weight: a ridge penalty of 1 / rows.</summary>
    public static LinearModel Fit(WindowRows rows, int[]? features, RunContext run)
    {
        var matrix = features is null ? rows.Features : rows.Features.Select(features);
        var data = new TrainingData { Features = matrix, Labels = rows.Labels };
        return LogisticRegression.Fit(data, new LogisticRegressionOptions { L2 = 1.0 / rows.Count }, run);
    }

    public static double[] Margins(Func<ReadOnlySpan<float>, double> margin, FeatureMatrix rows)
    {
        var margins = new double[rows.RowCount];
        for (var row = 0; row < margins.Length; row++) margins[row] = margin(rows.Row(row));
        return margins;
    }
}
