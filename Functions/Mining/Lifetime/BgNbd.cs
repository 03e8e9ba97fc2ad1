using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>BG/NBD: a customer buys at a constant rate and leaves, with a constant probability, right after a repeat purchase.</summary>
/// <remarks>Fader, Hardie and Lee (2005), Marketing Science 24(2). A customer without repeat purchase cannot have left.</remarks>
public static class BgNbd
{
    /// <summary>Fits the four parameters by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">No customer bought again.</exception>
    public static BgNbdModel Fit(PurchaseSummaries customers, PurchaseModelOptions options, RunContext run)
    {
        var (parameters, fit) = new GeometricLikelihood(customers.Groups, firstCoins: 0).Maximise(options, run);
        return new BgNbdModel(parameters, fit);
    }
}
