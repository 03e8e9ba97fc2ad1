using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine.Models;

/// <summary>How good predictions are, by the measures that fit the objective. Every row counts once, whatever its weight.</summary>
static class Quality
{
    const int RankCutoff = 10;

    public static Dictionary<string, double> Of(TrainedModel model, double[] values, TrainingData test) => model switch
    {
        { Description.Objective: "lambdarank" } => OfLists(values, test),
        _ => Of(model.Description.Objective, model.OutputCount, values, test.Labels),
    };

    /// <summary>The same for a model that reads no rows of features.</summary>
    public static Dictionary<string, double> Of(string objective, int outputCount, double[] values, float[] labels) =>
        objective == "binary" ? OfTwoClasses(values, labels) : outputCount > 1 ? OfClasses(values, outputCount, labels) : OfNumbers(objective, values, labels);

    public static Dictionary<string, double> OfTwoClasses(double[] values, float[] labels)
    {
        var quality = new Dictionary<string, double>
        {
            ["logLoss"] = BinaryMetrics.LogLoss(values, labels),
            ["brier"] = BinaryMetrics.Brier(values, labels),
            ["ece"] = BinaryMetrics.CalibrationError(values, labels),
        };
        // Undefined where only one class is there.
        if (labels.Distinct().Count() < 2) return quality;
        quality["auc"] = BinaryMetrics.Auc(values, labels);
        quality["prAuc"] = PrecisionRecall.Area(values, labels);
        quality["ks"] = KolmogorovSmirnov.Separation(values, labels);
        return quality;
    }

    static Dictionary<string, double> OfClasses(double[] values, int classes, float[] labels)
    {
        var (right, loss) = (0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var shares = values.AsSpan(row * classes, classes);
            var label = (int)labels[row];
            loss -= Math.Log(Math.Max(label < classes ? shares[label] : 0, 1e-15));
            var best = 0;
            for (var one = 1; one < classes; one++) if (shares[one] > shares[best]) best = one;
            if (best == label) right++;
        }
        return new() { ["accuracy"] = (double)right / labels.Length, ["logLoss"] = loss / labels.Length };
    }

    static Dictionary<string, double> OfLists(double[] values, TrainingData test) => test.Groups is not { } groups ? [] : new()
    {
        ["ndcg"] = RankingMetrics.MeanNdcg(values, test.Labels, groups),
        [$"ndcg{RankCutoff}"] = RankingMetrics.MeanNdcg(values, test.Labels, groups, RankCutoff),
    };

    static Dictionary<string, double> OfNumbers(string objective, double[] values, float[] labels)
    {
        var quality = new Dictionary<string, double>
        {
            ["mae"] = RegressionMetrics.MeanAbsoluteError(values, labels),
            ["rmse"] = RegressionMetrics.RootMeanSquaredError(values, labels),
        };
        if (objective == "poisson") quality["poissonDeviance"] = RegressionMetrics.PoissonDeviance(values, labels);
        if (objective == "gamma") quality["gammaDeviance"] = RegressionMetrics.GammaDeviance(values, labels);
        // Of a quantile: the share of labels that do not lie above it, which should be the quantile.
        if (objective == "quantile") quality["notAbove"] = values.Zip(labels, (value, label) => label <= value ? 1.0 : 0).Average();
        return quality;
    }
}
