using CrmInsights.Mining.Metrics;

namespace CrmInsights.Local.Mine;

/// <summary>How good predictions are, by the measures that fit the objective.</summary>
static class Quality
{
    public static Dictionary<string, double> Of(TrainedModel model, double[] values, float[] labels) => model switch
    {
        { IsBinary: true } => OfTwoClasses(values, labels),
        { OutputCount: > 1 } => OfClasses(values, model.OutputCount, labels),
        _ => OfNumbers(values, labels),
    };

    static Dictionary<string, double> OfTwoClasses(double[] values, float[] labels)
    {
        var quality = new Dictionary<string, double>
        {
            ["logLoss"] = BinaryMetrics.LogLoss(values, labels),
            ["brier"] = BinaryMetrics.Brier(values, labels),
            ["ece"] = BinaryMetrics.CalibrationError(values, labels),
        };
        // Undefined where only one class is there.
        if (labels.Distinct().Count() == 2) quality["auc"] = BinaryMetrics.Auc(values, labels);
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

    static Dictionary<string, double> OfNumbers(double[] values, float[] labels)
    {
        var (absolute, squared) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            var error = values[row] - labels[row];
            absolute += Math.Abs(error);
            squared += error * error;
        }
        return new() { ["mae"] = absolute / labels.Length, ["rmse"] = Math.Sqrt(squared / labels.Length) };
    }
}
