namespace CrmInsights.Mining.Metrics;

/// <summary>Gain and lift by bands of the score, the best band first: the table behind a gain chart.</summary>
public static class GainTable
{
    /// <summary>Cuts the rows, best score first, into bands of equal size. Rows of equal score at an edge are shared in proportion.</summary>
    /// <param name="scores">Higher means more likely 1.</param>
    /// <param name="labels">0 or 1, at least one 1.</param>
    /// <param name="bandCount">Bands, 10 for deciles; up to the number of rows.</param>
    public static IReadOnlyList<GainBand> Of(ReadOnlySpan<double> scores, ReadOnlySpan<float> labels, int bandCount = 10)
    {
        BinaryMetrics.Validate(scores, labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(bandCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bandCount, scores.Length);
        var ones = 0.0;
        foreach (var label in labels) ones += label;
        if (ones == 0) throw new ArgumentException("No row has label 1; a gain table needs at least one.");

        var bands = new GainBand[bandCount];
        var before = 0.0;
        for (var band = 0; band < bandCount; band++)
        {
            var share = (band + 1.0) / bandCount;
            var gain = BinaryMetrics.Gain(scores, labels, share);
            bands[band] = new GainBand((double)scores.Length / bandCount, (gain - before) * ones, gain, (gain - before) * bandCount, gain / share);
            before = gain;
        }
        return bands;
    }
}

/// <summary>One band of a <see cref="GainTable"/>.</summary>
/// <param name="Rows">Rows of the band; not whole where the rows do not divide.</param>
/// <param name="Ones">Ones among them.</param>
/// <param name="Gain">Share of all ones in this band and those above.</param>
/// <param name="Lift">Ones of the band over those of a random band of its size.</param>
/// <param name="CumulativeLift">The same for this band and those above.</param>
public readonly record struct GainBand(double Rows, double Ones, double Gain, double Lift, double CumulativeLift);
