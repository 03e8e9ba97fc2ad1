using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted Gamma-Gamma model of spend. Immutable and thread-safe.</summary>
public sealed class GammaGammaModel
{
    internal static readonly ModelFile File = new("crminsights-gammagamma", "p", "q", "v");

    internal GammaGammaModel(double[] parameters, FitSummary fit) =>
        (P, Q, V, Fit) = (parameters[0], parameters[1], parameters[2], fit);

    /// <summary>Shape p of the amounts of one customer.</summary>
    public double P { get; }

    /// <summary>Shape q of the customers' own scales.</summary>
    public double Q { get; }

    /// <summary>Rate v (gamma in some texts) of the customers' own scales, in units of money.</summary>
    public double V { get; }

    /// <summary>How the fit went; its customers are those with a repeat purchase and a mean spend above 0.</summary>
    public FitSummary Fit { get; }

    /// <summary>Expected mean spend a purchase, given what was seen: a compromise between the customer's mean and everybody's.</summary>
    /// <param name="frequency">Repeat purchases that the mean is of; 0 asks for a customer of whom nothing is known.</param>
    /// <param name="meanSpend">Mean amount of these purchases, finite, 0 or more.</param>
    /// <returns>Money; positive infinity where the distribution is so wide that it has no mean (p * frequency + q at most 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value lies outside its range.</exception>
    public double ExpectedSpend(int frequency, double meanSpend)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frequency);
        if (!(meanSpend >= 0) || double.IsInfinity(meanSpend))
            throw new ArgumentOutOfRangeException(nameof(meanSpend), meanSpend, "A finite amount of at least 0 was expected.");
        var weight = P * frequency + Q - 1;
        return weight > 0 ? P * (V + frequency * meanSpend) / weight : double.PositiveInfinity;
    }

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream) => File.Write(stream, [P, Q, V], Fit);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static GammaGammaModel Load(Stream stream)
    {
        var (parameters, fit) = File.Read(stream);
        return new GammaGammaModel(parameters, fit);
    }
}
