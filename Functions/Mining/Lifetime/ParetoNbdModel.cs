using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>A fitted Pareto/NBD model.</summary>
public sealed class ParetoNbdModel : PurchaseModel
{
    internal static readonly ModelFile File = new("crminsights-paretonbd", "r", "alpha", "s", "beta");

    internal ParetoNbdModel(double[] parameters, FitSummary fit) : base(parameters[0], parameters[1], fit) =>
        (S, Beta) = (parameters[2], parameters[3]);

    /// <summary>Shape s of the gamma distribution of the rates of leaving.</summary>
    public double S { get; }

    /// <summary>Rate beta of the gamma distribution of the rates of leaving, in units of time.</summary>
    public double Beta { get; }

    /// <inheritdoc/>
    public override void Save(Stream stream) => File.Write(stream, [R, Alpha, S, Beta], Fit);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or out of range; the message says which.</exception>
    public static ParetoNbdModel Load(Stream stream)
    {
        var (parameters, fit) = File.Read(stream);
        return new ParetoNbdModel(parameters, fit);
    }

    private protected override double Alive(int frequency, double recency, double age)
    {
        var left = new LeavingIntegral(Alpha, Beta, S).Between(recency, age, R + frequency);
        return Sigmoid.Of(-(Math.Log(S * left.Value) + (R + frequency) * LogGrowth(Alpha, recency, age) + S * LogGrowth(Beta, recency, age)));
    }

    private protected override double ExpectedIfAlive(double horizon, int frequency, double age)
    {
        var logGrown = NearZero.LogOnePlus(horizon / (Beta + age));
        return (R + frequency) / (Alpha + age) * (Beta + age) * logGrown * NearZero.ExpMinusOneOver((1 - S) * logGrown);
    }

    private protected override double PurchaseIfAlive(double horizon, int frequency, double age)
    {
        var leavesFirst = S * new LeavingIntegral(Alpha, Beta, S).Between(age, age + horizon, R + frequency).Value;
        var staysIdle = Math.Exp(-(R + frequency) * LogGrowth(Alpha, age, age + horizon) - S * LogGrowth(Beta, age, age + horizon));
        return Math.Clamp(1 - staysIdle - leavesFirst, 0, 1);
    }

    static double LogGrowth(double offset, double from, double to) => NearZero.LogOnePlus((to - from) / (offset + from));
}
