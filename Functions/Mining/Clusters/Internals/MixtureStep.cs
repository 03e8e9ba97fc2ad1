using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Fills the shares that the components have in a row; returns the row's log-density.</summary>
delegate double ShareRow(ReadOnlySpan<float> row, Span<double> shares);

/// <summary>One step of expectation maximisation: from the shares of all rows to new components.</summary>
sealed class MixtureStep(FeatureMatrix x, FeatureMoments moments, GaussianMixtureOptions options, RunContext run)
{
    readonly int _d = x.FeatureCount;

    /// <summary>New components, and the mean log-density under those that gave the shares.</summary>
    public (GaussianComponent[] Components, double MeanLogLikelihood) From(ShareRow share)
    {
        var width = 1 + _d + _d * _d;
        var sums = BlockSums.Of(x.RowCount, options.ComponentCount * width + 1, run, (from, to, totals) =>
        {
            var (shares, difference) = (new double[options.ComponentCount], new double[_d]);
            for (var row = from; row < to; row++)
            {
                Array.Clear(shares);
                totals[^1] += share(x.Row(row), shares);
                for (var i = 0; i < _d; i++) difference[i] = x.Row(row)[i] - moments.Means[i];
                for (var component = 0; component < shares.Length; component++) Add(totals.Slice(component * width, width), difference, shares[component]);
            }
        });
        var components = new GaussianComponent[options.ComponentCount];
        for (var component = 0; component < components.Length; component++) components[component] = Component(sums.AsSpan(component * width, width));
        return (components, sums[^1] / x.RowCount);
    }

    void Add(Span<double> sums, double[] difference, double share)
    {
        if (share == 0) return;
        sums[0] += share;
        for (var i = 0; i < _d; i++)
        {
            sums[1 + i] += share * difference[i];
            if (!options.FullCovariance) sums[1 + _d + i * _d + i] += share * difference[i] * difference[i];
            else
                for (var j = 0; j <= i; j++) sums[1 + _d + i * _d + j] += share * difference[i] * difference[j];
        }
    }

    GaussianComponent Component(ReadOnlySpan<double> sums)
    {
        var weight = Math.Max(sums[0], 1e-300);              // a component without rows keeps a place and no say
        var (mean, covariance) = (new double[_d], new double[_d * _d]);
        for (var i = 0; i < _d; i++)
        {
            mean[i] = moments.Means[i] + sums[1 + i] / weight;
            for (var j = 0; j <= i; j++)
                if (options.FullCovariance || i == j)
                    covariance[i * _d + j] = covariance[j * _d + i] = sums[1 + _d + i * _d + j] / weight - sums[1 + i] / weight * (sums[1 + j] / weight);
            var floor = options.Regularisation * (moments.Variances[i] > 0 ? moments.Variances[i] : 1);
            covariance[i * _d + i] = Math.Max(0, covariance[i * _d + i]) + floor;
        }
        return new GaussianComponent(sums[0] / x.RowCount, mean, covariance);
    }
}
