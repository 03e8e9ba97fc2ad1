using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>Gamma-Gamma: the amounts of one customer are gamma-distributed around a mean that is itself mixed over customers.</summary>
/// <remarks>Fader and Hardie (2013), "The Gamma-Gamma Model of Monetary Value". It takes spend as independent of frequency.</remarks>
public static class GammaGamma
{
    /// <summary>Fits the three parameters by maximum likelihood to the customers with a repeat purchase and a mean spend above 0.</summary>
    /// <exception cref="ArgumentException">Fewer than two such customers.</exception>
    public static GammaGammaModel Fit(PurchaseSummaries customers, PurchaseModelOptions options, RunContext run)
    {
        var (parameters, fit) = new SpendLikelihood(customers.Rows).Maximise(options, run);
        return new GammaGammaModel(parameters, fit);
    }
}
