using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>k-means on random batches: nearly as good as <see cref="KMeans"/> at a fraction of the passes.</summary>
/// <remarks>Sculley (2010), WWW: each center is the running mean of the rows it was given.</remarks>
public static class MiniBatchKMeans
{
    /// <summary>Fits the centers and measures their inertia on all rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More clusters than rows, or another setting out of range.</exception>
    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public static KMeansModel Fit(FeatureMatrix x, MiniBatchKMeansOptions options, RunContext run)
    {
        options.Validate(x.RowCount);
        var moments = FeatureMoments.Of(x, run);
        var random = new Random(options.Seed);
        var centers = KMeansSeeding.Draw(x, options.ClusterCount, random);
        var counts = new long[options.ClusterCount];
        var (batch, idle, smoothed, best) = (0, 0, 0.0, double.PositiveInfinity);
        while (batch < options.MaxBatches && idle < options.Patience)
        {
            run.Report(batch++, options.MaxBatches);
            var inertia = Learn(x, new CenterTable((double[])centers.Clone(), moments), (centers, counts), (options.BatchRows, random));
            smoothed = batch == 1 ? inertia : smoothed + 0.3 * (inertia - smoothed);
            idle = smoothed < best ? 0 : idle + 1;
            best = Math.Min(best, smoothed);
        }
        return new KMeansModel(centers, x.FeatureCount)
        {
            Inertia = Inertia(x, centers, run),
            Iterations = batch,
            Converged = idle >= options.Patience,
        };
    }

    /// <summary>Draws a batch and moves each center towards its rows; returns the mean squared distance before the move.</summary>
    static double Learn(FeatureMatrix x, CenterTable table, (double[] Centers, long[] Counts) state, (int Rows, Random Random) batch)
    {
        var inertia = 0.0;
        for (var drawn = 0; drawn < batch.Rows; drawn++)
        {
            var row = x.Row(batch.Random.Next(x.RowCount));
            var cluster = table.Nearest(row);
            var center = state.Centers.AsSpan(cluster * row.Length, row.Length);
            inertia += Distance.Squared(row, table.Center(cluster));
            var rate = 1.0 / ++state.Counts[cluster];
            for (var i = 0; i < row.Length; i++) center[i] += rate * (row[i] - center[i]);
        }
        return inertia / batch.Rows;
    }

    static double Inertia(FeatureMatrix x, double[] centers, RunContext run)
    {
        var model = new KMeansModel(centers, x.FeatureCount);
        return BlockSums.Of(x.RowCount, 1, run, (from, to, sums) =>
        {
            for (var row = from; row < to; row++) sums[0] += Distance.Squared(x.Row(row), model.Center(model.Predict(x.Row(row))));
        })[0];
    }
}
