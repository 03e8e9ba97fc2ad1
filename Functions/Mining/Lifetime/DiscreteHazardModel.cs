using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted discrete-time hazard. Immutable and thread-safe.</summary>
public sealed class DiscreteHazardModel
{
    const string Format = "crminsights-hazard";
    const int FormatVersion = 1;

    readonly double _intercept;
    readonly double[] _weights;   // periods 2 and later, then the features

    internal DiscreteHazardModel(LinearModel fitted, int periodCount)
        : this((fitted.Intercept, fitted.Weights.ToArray()), periodCount, fitted.Converged) { }

    DiscreteHazardModel((double Intercept, double[] Weights) margin, int periodCount, bool converged)
    {
        (_intercept, _weights) = margin;
        (PeriodCount, Converged) = (periodCount, converged);
    }

    /// <summary>Periods with a level of their own; later periods share the last one's.</summary>
    public int PeriodCount { get; }

    /// <summary>False where the fit stopped at its limit of steps.</summary>
    public bool Converged { get; }

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _weights.Length - (PeriodCount - 1);

    /// <summary>Change of the log-odds of the event per unit of each feature, in every period.</summary>
    public ReadOnlySpan<double> Weights => _weights.AsSpan(PeriodCount - 1);

    /// <summary>Probability of the event in a period, given that it did not come before.</summary>
    /// <param name="period">Counted from 1.</param>
    /// <param name="row">The features of one customer.</param>
    public double Hazard(int period, ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        var level = Math.Min(period, PeriodCount);
        var margin = _intercept + (level > 1 ? _weights[level - 2] : 0);
        for (var i = 0; i < row.Length; i++) margin += Weights[i] * row[i];
        return Sigmoid.Of(margin);
    }

    /// <summary>Probability that the event has not come by the end of a period; 1 for period 0.</summary>
    public double Survival(int period, ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(period);
        var survival = 1.0;
        for (var passed = 1; passed <= Math.Min(period, PeriodCount); passed++) survival *= 1 - Hazard(passed, row);
        return period <= PeriodCount ? survival : survival * Math.Pow(1 - Hazard(PeriodCount, row), period - PeriodCount);
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Number("periods", PeriodCount);
        writer.Number("intercept", _intercept);
        writer.Numbers("weights", _weights);
        writer.Flag("converged", Converged);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static DiscreteHazardModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var periods = reader.Finite("periods");
        var margin = (reader.Finite("intercept"), reader.FiniteNumbers("weights"));
        var converged = reader.Flag("converged");
        reader.Require(periods >= 1 && periods == Math.Floor(periods), "periods", "a whole number of at least 1");
        reader.Require(margin.Item2.Length >= periods, "weights", $"at least {periods} numbers");
        reader.End();
        return new DiscreteHazardModel(margin, (int)periods, converged);
    }

    internal static int Width(int periodCount, int featureCount) => periodCount - 1 + featureCount;

    internal static void Place(int period, int periodCount, ReadOnlySpan<float> features, Span<float> row)
    {
        var level = Math.Min(period, periodCount);
        if (level > 1) row[level - 2] = 1;
        features.CopyTo(row[(periodCount - 1)..]);
    }
}
