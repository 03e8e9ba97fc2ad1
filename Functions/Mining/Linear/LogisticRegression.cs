using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear.Internals;

namespace CrmInsights.Mining.Linear;

/// <summary>Logistic regression with elastic-net penalty, by proximal Newton steps.</summary>
/// <remarks>
/// Friedman, Hastie and Tibshirani (2010), Journal of Statistical Software 33(1): each step replaces the log-loss by its quadratic
/// approximation and solves that, here on the whole Hessian since features are few. Without a lasso penalty a step is plain Newton.
/// </remarks>
public static class LogisticRegression
{
    /// <summary>Fits the model. Features are standardised inside; a missing value counts as the mean, a constant feature gets weight 0.</summary>
    /// <returns>A model on the original scale of the features; <see cref="LinearModel.Converged"/> says whether the fit settled.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a label is not 0 or 1, a class is missing, a feature is infinite.</exception>
    /// <exception cref="InvalidOperationException">Without penalty: a feature is a combination of others, so that no unique fit exists.</exception>
    public static LinearModel Fit(TrainingData data, LogisticRegressionOptions options, RunContext run)
    {
        options.Validate();
        data.ValidateBinary();
        return ElasticNet<LogisticLoss>.Fit(data, new NewtonOptions(options.L1, options.L2, options.MaxIterations, options.Tolerance), run);
    }
}
