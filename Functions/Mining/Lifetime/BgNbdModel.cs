using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted BG/NBD model.</summary>
public sealed class BgNbdModel : GeometricDropoutModel
{
    internal static readonly ModelFile File = new("crminsights-bgnbd", "r", "alpha", "a", "b");

    internal BgNbdModel(double[] parameters, FitSummary fit) : base(parameters, fit) { }

    private protected override int FirstCoins => 0;

    /// <inheritdoc/>
    public override void Save(Stream stream) => File.Write(stream, [R, Alpha, A, B], Fit);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static BgNbdModel Load(Stream stream)
    {
        var (parameters, fit) = File.Read(stream);
        return new BgNbdModel(parameters, fit);
    }
}
