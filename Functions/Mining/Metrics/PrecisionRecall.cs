using CrmInsights.Mining.Metrics.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>Precision and recall over all thresholds: what to look at where ones are rare.</summary>
public static class PrecisionRecall
{
    /// <summary>
    /// Average precision, the area under the precision-recall curve by steps: sum over thresholds of the gain in recall times the precision
    /// there. Equal scores are one threshold. It does not interpolate, as that flatters (Davis and Goadrich 2006, ICML).
    /// </summary>
    /// <returns>The share of ones for scores that tell nothing apart, 1 for perfect ones; NaN without a 1.</returns>
    public static double Area(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels)
    {
        var (area, found, ones) = (0.0, 0.0, 0.0);
        foreach (var label in labels) ones += label;
        foreach (var step in ScoreSteps.Of(scores, labels))
        {
            found += step.Ones;
            area += step.Ones / ones * (found / step.RowsSoFar);
        }
        return ones == 0 ? double.NaN : area;
    }
}
