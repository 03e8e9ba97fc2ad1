using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Lifetime;

/// <summary>BG/NBD whose parameters depend on what is known of a customer from the start, such as the channel or the first basket.</summary>
/// <remarks>
/// Fader and Hardie (2007), "Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models": for covariates z of a customer
/// alpha = alpha0 * exp(-rate' z), a = a0 * exp(leaveA' z), b = b0 * exp(leaveB' z). The rest is the model of <see cref="BgNbd"/>.
/// </remarks>
public static class BgNbdCovariates
{
    /// <summary>Fits by maximum likelihood, starting from the model without covariates, and tests the two against each other.</summary>
    /// <param name="customers">The customers.</param>
    /// <param name="covariates">One row a customer in the same order, finite.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation and threads; the result does not depend on the threads.</param>
    /// <exception cref="ArgumentException">Rows differ in number, a covariate is not finite or constant, or no customer bought again.</exception>
    public static BgNbdCovariatesModel Fit(PurchaseSummaries customers, FeatureMatrix covariates, PurchaseModelOptions options, RunContext run)
    {
        if (covariates.RowCount != customers.Count)
            throw new ArgumentException($"{covariates.RowCount} rows of covariates were given for {customers.Count} customers.");
        var scale = CovariateScale.Of(covariates);
        var plain = BgNbd.Fit(customers, options, run.Part(0, 2));

        var likelihood = new CovariateLikelihood(customers, covariates, scale);
        var start = new double[likelihood.Size];
        (start[0], start[1], start[2], start[3]) = (Math.Log(plain.R), Math.Log(plain.Alpha), Math.Log(plain.A), Math.Log(plain.B));
        var best = QuasiNewton.Minimise(likelihood.Objective(run), (start, null), options, run.Part(1, 2));
        var fit = new FitSummary(-best.Value * customers.Count, customers.Count, best.Converged);
        return scale.Unscale(best.Point, fit, plain.Fit.LogLikelihood);
    }
}
