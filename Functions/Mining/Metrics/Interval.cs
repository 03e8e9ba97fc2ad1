using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>An estimate with its uncertainty.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct Interval(double Value, double StandardError, double Low, double High)
{
    /// <summary>Share of intervals made this way that hold the truth.</summary>
    public const double DefaultConfidence = 0.95;

    /// <summary>Two-sided probability of an estimate at least this far from 0 if the truth were 0.</summary>
    public double PValue => StandardError > 0 ? 2 * Normal.Cumulative(-Math.Abs(Value) / StandardError) : Value == 0 ? 1 : 0;

    /// <summary>Percentile interval of repeated estimates: ends at the quantiles of the samples, interpolated between neighbours (R's type 7).</summary>
    internal static Interval OfSamples(double[] samples, double confidence)
    {
        var sorted = (double[])samples.Clone();
        Array.Sort(sorted);
        var mean = sorted.Average();
        var error = Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, sorted.Length - 1));
        return new Interval(mean, error, Quantiles.Of(sorted, 0.5 - confidence / 2), Quantiles.Of(sorted, 0.5 + confidence / 2));
    }

    internal static Interval Around(double value, double standardError, double confidence)
    {
        var reach = Normal.Quantile(0.5 + confidence / 2) * standardError;
        return new Interval(value, standardError, value - reach, value + reach);
    }
}
