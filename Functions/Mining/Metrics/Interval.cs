using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Metrics;

/// <summary>An estimate with its uncertainty, normal approximation.</summary>
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

    internal static Interval Around(double value, double standardError, double confidence)
    {
        var reach = Normal.Quantile(0.5 + confidence / 2) * standardError;
        return new Interval(value, standardError, value - reach, value + reach);
    }
}
