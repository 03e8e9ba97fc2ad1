using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted Cox regression; the risk over time is estimated as its ties are, by Breslow or by Efron. Immutable and thread-safe.</summary>
public sealed class CoxModel
{
    const string Format = "crminsights-cox";
    const int FormatVersion = 1;

    readonly double[] _coefficients;
    readonly double[] _errors;
    readonly double[] _means;
    readonly double[] _times;
    readonly double[] _hazards;

    internal CoxModel((double[] Coefficients, double[] Errors) effects, double[] means, (double[] Times, double[] Cumulative) hazard)
    {
        (_coefficients, _errors) = effects;
        _means = means;
        (_times, _hazards) = hazard;
    }

    /// <summary>Change of the log-risk per unit of each feature; 0 for a constant feature.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>Standard errors of <see cref="Coefficients"/>; NaN for a constant feature.</summary>
    public ReadOnlySpan<double> StandardErrors => _errors;

    /// <summary>Partial log-likelihood.</summary>
    public double LogLikelihood { get; internal init; }

    /// <summary>False where the fit stopped at its limit of steps or a feature alone orders the events, so that its coefficient is infinite and only its sign says something.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Risk of one customer as a multiple of the customer with mean features.</summary>
    public double RelativeRisk(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, _coefficients.Length, nameof(row));
        var margin = 0.0;
        for (var i = 0; i < row.Length; i++) margin += _coefficients[i] * (row[i] - _means[i]);
        return Math.Exp(margin);
    }

    /// <summary>Probability that the event has not happened up to <paramref name="time"/>; constant beyond the last event seen.</summary>
    public double Survival(double time, ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(time);
        var at = Array.BinarySearch(_times, time);
        if (at < 0) at = ~at - 1;
        return at < 0 ? 1 : Math.Exp(-_hazards[at] * RelativeRisk(row));
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Numbers("coefficients", _coefficients);
        writer.Numbers("standardErrors", _errors);
        writer.Numbers("means", _means);
        writer.Numbers("times", _times);
        writer.Numbers("hazards", _hazards);
        writer.Number("logLikelihood", LogLikelihood);
        writer.Flag("converged", Converged);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length; the message says which.</exception>
    public static CoxModel Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var coefficients = reader.FiniteNumbers("coefficients");
        var errors = reader.Numbers("standardErrors");
        var means = reader.FiniteNumbers("means");
        var times = reader.FiniteNumbers("times");
        var hazards = reader.FiniteNumbers("hazards");
        reader.Require(coefficients.Length > 0, "coefficients", "at least one number");
        reader.Require(errors.Length == coefficients.Length, "standardErrors", $"{coefficients.Length} numbers");
        reader.Require(means.Length == coefficients.Length, "means", $"{coefficients.Length} numbers");
        reader.Require(times.Length > 0 && Rises(times), "times", "rising numbers");
        reader.Require(hazards.Length == times.Length && hazards[0] >= 0 && Rises(hazards), "hazards", $"{times.Length} rising numbers");
        var model = new CoxModel((coefficients, errors), means, (times, hazards))
        {
            LogLikelihood = reader.Finite("logLikelihood"),
            Converged = reader.Flag("converged"),
        };
        reader.End();
        return model;
    }

    static bool Rises(double[] numbers)
    {
        for (var i = 1; i < numbers.Length; i++)
            if (numbers[i] < numbers[i - 1]) return false;
        return true;
    }
}
