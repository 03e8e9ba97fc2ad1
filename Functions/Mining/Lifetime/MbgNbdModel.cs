using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted MBG/NBD model.</summary>
public sealed class MbgNbdModel : GeometricDropoutModel
{
    internal static readonly ModelFile File = new("crminsights-mbgnbd", "r", "alpha", "a", "b");

    internal MbgNbdModel(double[] parameters, FitSummary fit) : base(parameters, fit) { }

    private protected override int FirstCoins => 1;

    /// <inheritdoc/>
    public override void Save(Stream stream) => File.Write(stream, [R, Alpha, A, B], Fit);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static MbgNbdModel Load(Stream stream)
    {
        var (parameters, fit) = File.Read(stream);
        return new MbgNbdModel(parameters, fit);
    }
}
