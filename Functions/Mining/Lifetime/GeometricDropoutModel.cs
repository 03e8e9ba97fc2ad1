using CrmInsights.Mining.Internals;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>What <see cref="BgNbdModel"/> and <see cref="MbgNbdModel"/> share: a customer can leave only right after a purchase.</summary>
public abstract class GeometricDropoutModel : PurchaseModel
{
    private protected GeometricDropoutModel(double[] parameters, FitSummary fit) : base(parameters[0], parameters[1], fit) =>
        (A, B) = (parameters[2], parameters[3]);

    /// <summary>First parameter a of the beta distribution of the probability of leaving after a purchase.</summary>
    public double A { get; }

    /// <summary>Second parameter b of the beta distribution of the probability of leaving after a purchase.</summary>
    public double B { get; }

    /// <summary>1 where the first purchase can be the last, else 0.</summary>
    private protected abstract int FirstCoins { get; }

    private protected override double Alive(int frequency, double recency, double age)
    {
        var coins = frequency + FirstCoins;
        if (coins == 0) return 1;
        return Sigmoid.Of(-Math.Log(A / (B + coins - 1)) - (R + frequency) * Math.Log((Alpha + age) / (Alpha + recency)));
    }

    private protected override double ExpectedIfAlive(double horizon, int frequency, double age) =>
        SurvivedPurchases.Expected(R + frequency, horizon / (Alpha + age), A, B + frequency + FirstCoins);

    private protected override double PurchaseIfAlive(double horizon, int frequency, double age)
    {
        var exponent = -(R + frequency) * NearZero.LogOnePlus(horizon / (Alpha + age));
        return -exponent * NearZero.ExpMinusOneOver(exponent);
    }
}
