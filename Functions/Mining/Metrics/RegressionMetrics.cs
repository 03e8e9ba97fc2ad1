namespace CrmInsights.Mining.Metrics;

/// <summary>How far predictions of amounts and counts are off; lower is better.</summary>
/// <remarks>Deviances: McCullagh and Nelder (1989), Generalized Linear Models, section 2.3; means over rows.</remarks>
public static class RegressionMetrics
{
    /// <summary>Mean absolute error: what the median minimises.</summary>
    public static double MeanAbsoluteError(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels) =>
        Mean(predictions, labels, static (prediction, label) => Math.Abs(prediction - label));

    /// <summary>Root of the mean squared error: what the mean minimises.</summary>
    public static double RootMeanSquaredError(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels) =>
        Math.Sqrt(Mean(predictions, labels, static (prediction, label) => (prediction - label) * (prediction - label)));

    /// <summary>Mean Poisson deviance 2 * (y * ln(y / m) - y + m). Predictions are above 0, labels 0 or more.</summary>
    public static double PoissonDeviance(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels) =>
        Mean(predictions, labels, static (prediction, label) => prediction > 0 && label >= 0
            ? 2 * ((label > 0 ? label * Math.Log(label / prediction) : 0) - label + prediction)
            : double.NaN);

    /// <summary>Mean Gamma deviance 2 * (y / m - 1 - ln(y / m)). Predictions and labels are above 0.</summary>
    public static double GammaDeviance(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels) =>
        Mean(predictions, labels, static (prediction, label) => prediction > 0 && label > 0
            ? 2 * (label / prediction - 1 - Math.Log(label / prediction))
            : double.NaN);

    /// <summary>Mean pinball loss of a predicted quantile: what that quantile minimises (Koenker and Bassett 1978, Econometrica 46).</summary>
    public static double PinballLoss(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels, double quantile)
    {
        if (!(quantile > 0 && quantile < 1)) throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "A share between 0 and 1 was expected.");
        return Mean(predictions, labels, (prediction, label) => Math.Max(quantile * (label - prediction), (quantile - 1) * (label - prediction)));
    }

    static double Mean(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels, Func<double, double, double> loss)
    {
        if (predictions.Length != labels.Length)
            throw new ArgumentException($"{predictions.Length} predictions and {labels.Length} labels were given; one label a prediction was expected.");
        if (labels.IsEmpty) throw new ArgumentException("A metric needs at least one row.");
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            var one = loss(predictions[row], labels[row]);
            if (double.IsNaN(one)) throw new ArgumentException($"The loss of row {row} is not defined for prediction {predictions[row]} and label {labels[row]}.");
            sum += one;
        }
        return sum / labels.Length;
    }
}
