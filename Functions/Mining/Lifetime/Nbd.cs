using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>
/// NBD: a customer buys at a constant rate and never leaves. The rival of the models in which customers leave: the likelihood of those
/// less that of this one tells whether the data show anybody leaving.
/// </summary>
/// <remarks>Ehrenberg (1959), Applied Statistics 8(1).</remarks>
public static class Nbd
{
    /// <summary>Fits the two parameters by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">No customer bought again.</exception>
    public static NbdModel Fit(PurchaseSummaries customers, PurchaseModelOptions options, RunContext run)
    {
        var (parameters, fit) = new CountLikelihood(customers.Groups).Maximise(options, run);
        return new NbdModel(parameters, fit);
    }
}
