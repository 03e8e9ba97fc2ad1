using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters;

/// <summary>Mixture of normal distributions by expectation maximisation, started from the best of five k-means.</summary>
/// <remarks>Dempster, Laird and Rubin (1977), Journal of the Royal Statistical Society B 39(1).</remarks>
public static class GaussianMixture
{
    const int StartCount = 5;                               // of k-means: one alone may end where expectation maximisation finds no way out

    /// <summary>Fits weights, means and covariances, O(rows * components * features^2) an iteration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More components than rows, or another setting out of range.</exception>
    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public static GaussianMixtureModel Fit(FeatureMatrix x, GaussianMixtureOptions options, RunContext run)
    {
        options.Validate(x.RowCount);
        var moments = FeatureMoments.Of(x, run);
        var start = KMeans.Fit(x, new KMeansOptions { ClusterCount = options.ComponentCount, Seed = options.Seed, Restarts = StartCount }, run.Part(0, 2));
        var own = run.Part(1, 2);
        var step = new MixtureStep(x, moments, options, own);
        var (components, value) = step.From((row, shares) => shares[start.Predict(row)] = 1);   // hard shares, no density yet
        var before = double.NegativeInfinity;
        var (iteration, converged) = (0, false);
        while (iteration < options.MaxIterations && !converged)
        {
            own.Report(iteration++, options.MaxIterations);
            var from = components;
            (components, value) = step.From((row, shares) => GaussianMixtureModel.Share(from, row, shares));
            converged = value - before <= options.Tolerance;
            before = value;
        }
        return new GaussianMixtureModel(components) { MeanLogLikelihood = value, Converged = converged };
    }
}
