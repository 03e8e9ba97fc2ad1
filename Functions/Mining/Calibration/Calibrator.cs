using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Calibration;

/// <summary>Turns margins into probabilities by a smooth, strictly increasing curve on the log-odds. Immutable and thread-safe.</summary>
/// <remarks>
/// One formula holds both kinds. With s = sigmoid(margin), beta calibration is logit(p) = a * ln(s) - b * ln(1 - s) + c, which in terms
/// of the margin is -a * softplus(-margin) + b * softplus(margin) + c. With a = b that is Platt's line a * margin + c.
/// </remarks>
public sealed class Calibrator
{
    const string Format = "crminsights-calibrator";
    const int FormatVersion = 1;

    internal Calibrator(CalibrationKind kind, double low, double high, double offset)
    {
        (Kind, SlopeLow, SlopeHigh, Offset) = (kind, low, high, offset);
    }

    /// <summary>How it was fitted.</summary>
    public CalibrationKind Kind { get; }

    /// <summary>Slope of the log-odds for margins far below 0; 0 or more.</summary>
    public double SlopeLow { get; }

    /// <summary>Slope of the log-odds for margins far above 0; 0 or more, and not 0 together with <see cref="SlopeLow"/>.</summary>
    public double SlopeHigh { get; }

    /// <summary>Constant of the log-odds.</summary>
    public double Offset { get; }

    /// <summary>Calibrated probability of a margin.</summary>
    public double Probability(double margin) => Sigmoid.Of(LogOdds(margin));

    /// <summary>Change of the probability per unit of margin; above 0 wherever it can be told from 0 in double precision.</summary>
    public double Derivative(double margin)
    {
        var probability = Probability(margin);
        var slope = SlopeLow * Sigmoid.Of(-margin) + SlopeHigh * Sigmoid.Of(margin);
        return probability * (1 - probability) * slope;
    }

    /// <summary>Writes the calibrator as versioned JSON.</summary>
    public void Save(Stream stream)
    {
        using var writer = new StrictJsonWriter(stream, Format, FormatVersion);
        writer.Text("kind", Kind.ToString());
        writer.Number("slopeLow", SlopeLow);
        writer.Number("slopeHigh", SlopeHigh);
        writer.Number("offset", Offset);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing or unknown, or a curve that does not increase.</exception>
    public static Calibrator Load(Stream stream)
    {
        using var reader = new StrictJsonReader(stream, Format, FormatVersion);
        var named = Enum.TryParse<CalibrationKind>(reader.Text("kind"), out var kind);
        reader.Require(named && Enum.IsDefined(kind), "kind", "Platt or Beta");
        var (low, high, offset) = (reader.Finite("slopeLow"), reader.Finite("slopeHigh"), reader.Finite("offset"));
        reader.Require(low >= 0, "slopeLow", "a number of at least 0");
        reader.Require(high >= 0 && low + high > 0, "slopeHigh", "a number of at least 0, above 0 where slopeLow is 0");
        reader.End();
        return new Calibrator(kind, low, high, offset);
    }

    double LogOdds(double margin) => Offset - SlopeLow * Sigmoid.Softplus(-margin) + SlopeHigh * Sigmoid.Softplus(margin);
}

/// <summary>How a <see cref="Calibrator"/> was fitted.</summary>
public enum CalibrationKind
{
    /// <summary>One slope and an offset.</summary>
    Platt,
    /// <summary>Two slopes and an offset.</summary>
    Beta,
}
