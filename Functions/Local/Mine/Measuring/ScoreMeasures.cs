using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Measuring;

/// <summary>One figure with its interval, and how the interval was made.</summary>
sealed record ScoreMeasure(string Name, Interval Interval, string By);

/// <summary>The measures that fit scores and labels.</summary>
static class ScoreMeasures
{
    delegate double Measure(double[] scores, float[] labels);

    public static IEnumerable<ScoreMeasure> Of(ScoreTable table, BootstrapOptions options, RunContext run)
    {
        if (!table.IsBinary)
        {
            yield return Drawn("mae", (scores, labels) => RegressionMetrics.MeanAbsoluteError(scores, labels));
            yield return Drawn("rmse", (scores, labels) => RegressionMetrics.RootMeanSquaredError(scores, labels));
            yield break;
        }
        if (table.Labels.Count(label => label == 1) < 2 || table.Labels.Count(label => label == 0) < 2)
            throw new ArgumentException($"{table.Labels.Count(label => label == 1)} rows have label 1 and {table.Labels.Count(label => label == 0)} label 0; measures need two of each.");
        yield return new ScoreMeasure("auc", DeLong.Auc(table.Scores, table.Labels), "DeLong");
        yield return Drawn("prAuc", (scores, labels) => HasBoth(labels) ? PrecisionRecall.Area(scores, labels) : double.NaN);
        yield return Drawn("ks", (scores, labels) => HasBoth(labels) ? KolmogorovSmirnov.Separation(scores, labels) : double.NaN);
        if (!table.AreProbabilities) yield break;
        yield return Drawn("logLoss", (scores, labels) => BinaryMetrics.LogLoss(scores, labels));
        yield return Drawn("brier", (scores, labels) => BinaryMetrics.Brier(scores, labels));
        yield return Drawn("ece", (scores, labels) => BinaryMetrics.CalibrationError(scores, labels));

        ScoreMeasure Drawn(string name, Measure measure) => new(name, Bootstrap.Of(table.Scores.Length, rows => Pick(table, rows, measure), options, run), "bootstrap");
    }

    /// <summary>By how much the scores are better than others on the same rows.</summary>
    public static IEnumerable<ScoreMeasure> Compare(ScoreTable table, double[] other)
    {
        yield return new ScoreMeasure("aucGain", DeLong.Difference(table.Scores, other, table.Labels), "DeLong");
        if (table.AreProbabilities && Array.TrueForAll(other, score => score is >= 0 and <= 1))
            yield return new ScoreMeasure("logLossGain", PairedLogLoss.Improvement(other, table.Scores, table.Labels), "paired");
    }

    static double Pick(ScoreTable table, ReadOnlySpan<int> rows, Measure measure)
    {
        var (scores, labels) = (new double[rows.Length], new float[rows.Length]);
        for (var place = 0; place < rows.Length; place++) (scores[place], labels[place]) = (table.Scores[rows[place]], table.Labels[rows[place]]);
        return measure(scores, labels);
    }

    static bool HasBoth(float[] labels) => labels.Contains(0) && labels.Contains(1);
}
