using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear.Internals;

namespace CrmInsights.Mining.Linear;

/// <summary>Linear, Poisson and Gamma regression with elastic-net penalty.</summary>
/// <remarks>
/// Iteratively reweighted least squares: Nelder and Wedderburn (1972), Journal of the Royal Statistical Society A 135(3), with Fisher's
/// expected information; with a lasso penalty each step is solved by coordinate descent (Friedman, Hastie and Tibshirani 2010).
/// Dispersion and standard errors are those of R's summary.glm: Pearson's statistic over the degrees of freedom for Gaussian and Gamma, 1 for Poisson.
/// </remarks>
public static class GeneralizedRegression
{
    /// <summary>Fits the model. Features are standardised inside; a missing value counts as the mean, a constant feature gets weight 0.</summary>
    /// <returns>A model on the original scale of the features; <see cref="LinearModel.Converged"/> says whether the fit settled.</returns>
    /// <exception cref="ArgumentException">Lengths differ, there is no row, a label or weight does not fit the family, a feature is infinite; names the first row.</exception>
    /// <exception cref="InvalidOperationException">Without penalty: a feature is a combination of others, so that no unique fit exists.</exception>
    public static LinearModel Fit(TrainingData data, GeneralizedRegressionOptions options, RunContext run)
    {
        options.Validate();
        LabelCheck.Of(data, options.Family);

        var settings = new NewtonOptions(options.L1, options.L2, options.MaxIterations, options.Tolerance);
        return options.Family switch
        {
            LinearFamily.Poisson => ElasticNet<PoissonLoss>.Fit(data, settings, run),
            LinearFamily.Gamma => ElasticNet<GammaLoss>.Fit(data, settings, run),
            _ => ElasticNet<GaussianLoss>.Fit(data, settings with { Tolerance = options.Tolerance * LabelCheck.Deviation(data) }, run),
        };
    }
}
