using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>Whether the same clusters come out again: refits on random halves of the rows are compared on all rows.</summary>
static class Stability
{
    const int Refits = 10;

    /// <summary>Mean adjusted Rand index of neighbouring refits.</summary>
    public static double Of(FeatureMatrix rows, int count, RunContext run)
    {
        var labels = Enumerable.Range(0, Refits).Select(refit => Refit(rows, count, refit, run)).ToArray();
        return Enumerable.Range(1, Refits - 1).Average(refit => AdjustedRand.Of(labels[refit - 1], labels[refit]));
    }

    static int[] Refit(FeatureMatrix rows, int count, int seed, RunContext run)
    {
        var chosen = Enumerable.Range(0, rows.RowCount).ToArray();
        new Random(seed).Shuffle(chosen);
        var half = chosen[..(rows.RowCount / 2)];
        var values = half.SelectMany(row => rows.Row(row).ToArray()).ToArray();
        var model = KMeans.Fit(new FeatureMatrix(values, half.Length, rows.FeatureCount), new KMeansOptions { ClusterCount = count, Restarts = 3, Seed = seed }, run);
        var labels = new int[rows.RowCount];
        model.Predict(rows, labels);
        return labels;
    }
}
