namespace CrmInsights.Mining.Calibration;

/// <summary>Widens predictions to intervals that hold the outcome as often as promised, whatever the model and the distribution.</summary>
/// <remarks>
/// Split conformal prediction: the rows given here were not trained on and come from the same source as those to come (exchangeable). Then
/// the chance that an interval holds its outcome is at least the coverage, and at most 1 / (rows + 1) more where outcomes have no ties.
/// </remarks>
public static class ConformalIntervals
{
    /// <summary>Intervals of one width around predictions, from absolute residuals: Lei et al. (2018), Journal of the American Statistical Association 113.</summary>
    /// <param name="predictions">Predictions of the calibration rows.</param>
    /// <param name="labels">Their outcomes.</param>
    /// <param name="coverage">Share of outcomes to hold, between 0 and 1.</param>
    public static ConformalMargin AroundPredictions(ReadOnlySpan<double> predictions, ReadOnlySpan<float> labels, double coverage) =>
        AroundQuantiles(predictions, predictions, labels, coverage);

    /// <summary>Moves both ends of predicted quantiles by the same amount, outwards or inwards: conformalized quantile regression, Romano, Patterson and Candes (2019), NeurIPS.</summary>
    /// <param name="lows">Predicted lower quantiles of the calibration rows.</param>
    /// <param name="highs">Predicted upper quantiles; a low end above its high end is allowed.</param>
    /// <param name="labels">Their outcomes.</param>
    /// <param name="coverage">Share of outcomes to hold, between 0 and 1.</param>
    public static ConformalMargin AroundQuantiles(ReadOnlySpan<double> lows, ReadOnlySpan<double> highs, ReadOnlySpan<float> labels, double coverage)
    {
        if (lows.Length != labels.Length || highs.Length != labels.Length)
            throw new ArgumentException($"{lows.Length} low ends, {highs.Length} high ends and {labels.Length} labels were given; one each a row was expected.");
        if (labels.IsEmpty) throw new ArgumentException("Conformal intervals need at least one row that was not trained on.");
        if (!(coverage > 0 && coverage < 1)) throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A share between 0 and 1 was expected.");

        var misses = new double[labels.Length];
        for (var row = 0; row < misses.Length; row++)
        {
            misses[row] = Math.Max(lows[row] - labels[row], labels[row] - highs[row]);
            if (!double.IsFinite(misses[row])) throw new ArgumentException($"Row {row} has a prediction or label that is not a finite number.");
        }
        return new ConformalMargin(Rank(misses, coverage), coverage, misses.Length);
    }

    // The ceil((n + 1) * coverage)-th smallest; 1e-9 keeps (9 + 1) * 0.9 from rounding up to 10.
    static double Rank(double[] misses, double coverage)
    {
        Array.Sort(misses);
        var rank = (int)Math.Ceiling((misses.Length + 1) * coverage - 1e-9);
        return rank > misses.Length ? double.PositiveInfinity : misses[Math.Max(rank, 1) - 1];
    }
}

/// <summary>How far to widen.</summary>
/// <param name="Margin">Added on both sides; negative narrows quantiles that were too wide. Infinite where too few rows were given for the coverage.</param>
/// <param name="Coverage">The share promised.</param>
/// <param name="RowCount">Rows it was measured on.</param>
public sealed record ConformalMargin(double Margin, double Coverage, int RowCount)
{
    /// <summary>The interval around one prediction.</summary>
    public (double Low, double High) Around(double prediction) => Around(prediction, prediction);

    /// <summary>The interval from a pair of predicted quantiles; empty (both ends their middle) where narrowing passes it.</summary>
    public (double Low, double High) Around(double low, double high)
    {
        var (below, above) = (low - Margin, high + Margin);
        return below <= above ? (below, above) : ((low + high) / 2, (low + high) / 2);
    }
}
