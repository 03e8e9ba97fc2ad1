using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted NBD model: everybody stays active.</summary>
public sealed class NbdModel : PurchaseModel
{
    internal static readonly ModelFile File = new("crminsights-nbd", "r", "alpha");

    internal NbdModel(double[] parameters, FitSummary fit) : base(parameters[0], parameters[1], fit) { }

    /// <inheritdoc/>
    public override void Save(Stream stream) => File.Write(stream, [R, Alpha], Fit);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static NbdModel Load(Stream stream)
    {
        var (parameters, fit) = File.Read(stream);
        return new NbdModel(parameters, fit);
    }

    private protected override double Alive(int frequency, double recency, double age) => 1;

    private protected override double ExpectedIfAlive(double horizon, int frequency, double age) => (R + frequency) / (Alpha + age) * horizon;

    private protected override double PurchaseIfAlive(double horizon, int frequency, double age)
    {
        var exponent = -(R + frequency) * NearZero.LogOnePlus(horizon / (Alpha + age));
        return -exponent * NearZero.ExpMinusOneOver(exponent);
    }
}
