using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>Pareto/NBD: a customer buys at a constant rate and leaves at any time, at a constant rate of its own.</summary>
/// <remarks>Schmittlein, Morrison and Colombo (1987), Management Science 33(1); likelihood as in Fader and Hardie's note of 2005.</remarks>
public static class ParetoNbd
{
    /// <summary>Fits the four parameters by maximum likelihood.</summary>
    /// <exception cref="ArgumentException">No customer bought again.</exception>
    public static ParetoNbdModel Fit(PurchaseSummaries customers, PurchaseModelOptions options, RunContext run)
    {
        var (parameters, fit) = new ParetoLikelihood(customers.Groups).Maximise(options, run);
        return new ParetoNbdModel(parameters, fit);
    }
}
