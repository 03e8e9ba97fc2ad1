namespace CrmInsights.Mining.Metrics;

/// <summary>Compares the log-loss of two sets of probabilities for the same rows.</summary>
public static class PairedLogLoss
{
    /// <summary>Mean log-loss of <paramref name="baseline"/> minus that of <paramref name="challenger"/>: above 0 where the challenger is better.</summary>
    /// <remarks>The interval is that of a mean of independent differences; give one row a customer.</remarks>
    public static Interval Improvement(
        ReadOnlySpan<double> baseline, ReadOnlySpan<double> challenger, ReadOnlySpan<float> labels, double confidence = Interval.DefaultConfidence)
    {
        BinaryMetrics.Validate(baseline, labels);
        BinaryMetrics.Validate(challenger, labels);
        if (labels.Length < 2) throw new ArgumentException("A comparison needs at least two rows.");

        var (sum, squares) = (0.0, 0.0);
        for (var row = 0; row < labels.Length; row++) sum += Gain(baseline[row], challenger[row], labels[row]);
        var mean = sum / labels.Length;
        for (var row = 0; row < labels.Length; row++)
        {
            var rest = Gain(baseline[row], challenger[row], labels[row]) - mean;
            squares += rest * rest;
        }
        return Interval.Around(mean, Math.Sqrt(squares / (labels.Length - 1) / labels.Length), confidence);
    }

    static double Gain(double baseline, double challenger, float label) =>
        BinaryMetrics.LogLoss(baseline, label) - BinaryMetrics.LogLoss(challenger, label);
}
