using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters;

/// <summary>k-means by Lloyd's iterations, from k-means++ or given centers. Every assignment is that of exact distances in double.</summary>
/// <remarks>
/// Lloyd (1982), IEEE Transactions on Information Theory 28(2). Distances are compared as products in float, eight centers at a time; where
/// two come closer than rounding allows, they are computed in double. Sums are double and follow only the rows that changed.
/// A center that loses all its rows moves to the row farthest from its own center; if all rows lie on their centers, it stays empty.
/// </remarks>
public static class KMeans
{
    /// <summary>Fits the centers, O(rows * features * clusters) an iteration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More clusters than rows, or another setting out of range.</exception>
    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public static KMeansModel Fit(FeatureMatrix x, KMeansOptions options, RunContext run)
    {
        options.Validate(x.RowCount, x.FeatureCount);
        var moments = FeatureMoments.Of(x, run);

        if (options.InitialCenters is not null) return new LloydRun(x, moments, options, run).From(options.InitialCenters);

        KMeansModel? best = null;
        var random = new Random(options.Seed);
        for (var start = 0; start < options.Restarts; start++)
        {
            var seeds = KMeansSeeding.Draw(x, options.ClusterCount, random);
            var model = new LloydRun(x, moments, options, run.Part(start, options.Restarts)).From(seeds);
            if (best is null || model.Inertia < best.Inertia) best = model;
        }
        return best!;
    }
}
