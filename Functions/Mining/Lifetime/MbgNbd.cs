using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>MBG/NBD: like <see cref="BgNbd"/>, but the first purchase, too, can have been the last.</summary>
/// <remarks>Batislam, Denizel and Filiztekin (2007), International Journal of Research in Marketing 24(3).</remarks>
public static class MbgNbd
{
    /// <summary>Fits the four parameters by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">No customer bought again.</exception>
    public static MbgNbdModel Fit(PurchaseSummaries customers, PurchaseModelOptions options, RunContext run)
    {
        var (parameters, fit) = new GeometricLikelihood(customers.Groups, firstCoins: 1).Maximise(options, run);
        return new MbgNbdModel(parameters, fit);
    }
}
