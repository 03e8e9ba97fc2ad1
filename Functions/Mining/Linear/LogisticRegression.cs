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

        var scale = Standardisation.Of(data);
        var loss = new LogLossCurve(data, scale, options);
        var weights = loss.Start();
        var value = loss.Value(weights, run);
        var converged = false;
        for (var iteration = 0; iteration < options.MaxIterations && !converged; iteration++)
        {
            run.Report(iteration, options.MaxIterations);
            var curve = loss.Approximate(weights, run);
            var target = NewtonStep.Solve(curve, weights, options);
            (weights, value, var moved) = Search(loss, (weights, value), target, run);
            converged = moved <= options.Tolerance;
        }
        return scale.Unscale(weights, converged, options is { L1: 0, L2: 0 } ? loss.Approximate(weights, run) : null);
    }

    /// <summary>Goes towards the target, half as far each time the objective would rise.</summary>
    static (double[] Weights, double Value, double Moved) Search(
        LogLossCurve loss, (double[] Weights, double Value) from, double[] target, RunContext run)
    {
        for (var share = 1.0; share > 1e-10; share /= 2)
        {
            var candidate = new double[target.Length];
            var moved = 0.0;
            for (var i = 0; i < target.Length; i++)
            {
                candidate[i] = from.Weights[i] + share * (target[i] - from.Weights[i]);
                moved = Math.Max(moved, Math.Abs(candidate[i] - from.Weights[i]));
            }
            var value = loss.Value(candidate, run);
            // At the optimum the objective can only wobble in its last digits.
            if (value <= from.Value + 1e-14 * Math.Abs(from.Value)) return (candidate, value, moved);
        }
        return (from.Weights, from.Value, 0);
    }
}
