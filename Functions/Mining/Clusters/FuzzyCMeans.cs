using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>Fuzzy c-means: every row belongs to every cluster to some degree, and centers are means by degree.</summary>
/// <remarks>Bezdek, Ehrlich and Full (1984), Computers and Geosciences 10(2-3).</remarks>
public static class FuzzyCMeans
{
    /// <summary>Fits the centers; <see cref="KMeansModel.Memberships"/> with the same fuzziness gives the degrees.</summary>
    /// <returns>A model whose inertia is the weighted one that was minimised.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More clusters than rows, or another setting out of range.</exception>
    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public static KMeansModel Fit(FeatureMatrix x, FuzzyCMeansOptions options, RunContext run)
    {
        options.Validate(x.RowCount);
        var limit = options.Tolerance * FeatureMoments.Of(x, run).MeanVariance;
        var centers = KMeansSeeding.Draw(x, options.ClusterCount, new Random(options.Seed));
        var (iteration, converged) = (0, false);
        while (iteration < options.MaxIterations && !converged)
        {
            run.Report(iteration++, options.MaxIterations);
            converged = MoveCenters(centers, Sums(x, centers, options, run), x.FeatureCount) <= limit;
        }
        return new KMeansModel(centers, x.FeatureCount) { Inertia = Sums(x, centers, options, run)[^1], Iterations = iteration, Converged = converged };
    }

    /// <summary>For each cluster its weighted sum of features and its weight; last, the objective.</summary>
    static double[] Sums(FeatureMatrix x, double[] centers, FuzzyCMeansOptions options, RunContext run)
    {
        var width = x.FeatureCount + 1;
        return BlockSums.Of(x.RowCount, options.ClusterCount * width + 1, run, (from, to, sums) =>
        {
            var memberships = new double[options.ClusterCount];
            for (var row = from; row < to; row++)
            {
                FuzzyMembership.Fill(x.Row(row), centers, options.Fuzziness, memberships);
                for (var cluster = 0; cluster < memberships.Length; cluster++)
                {
                    var weight = Math.Pow(memberships[cluster], options.Fuzziness);
                    var own = sums.Slice(cluster * width, width);
                    for (var i = 0; i < x.FeatureCount; i++) own[i] += weight * x.Row(row)[i];
                    own[^1] += weight;
                    sums[^1] += weight * Distance.Squared(x.Row(row), centers.AsSpan(cluster * x.FeatureCount, x.FeatureCount));
                }
            }
        });
    }

    static double MoveCenters(double[] centers, double[] sums, int featureCount)
    {
        var shift = 0.0;
        for (var at = 0; at < centers.Length; at++)
        {
            var own = sums.AsSpan(at / featureCount * (featureCount + 1), featureCount + 1);
            if (own[^1] == 0) continue;
            var mean = own[at % featureCount] / own[^1];
            shift += (mean - centers[at]) * (mean - centers[at]);
            centers[at] = mean;
        }
        return shift;
    }
}
