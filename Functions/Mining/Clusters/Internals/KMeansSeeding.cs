using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Greedy k-means++: each next center is the best of a few rows drawn in proportion to their squared distance from the centers so far.</summary>
/// <remarks>Arthur and Vassilvitskii (2007), SODA. Of large data a sample of evenly spaced rows stands for all.</remarks>
static class KMeansSeeding
{
    const int SampleRows = 50_000;

    public static double[] Draw(FeatureMatrix x, int clusterCount, Random random)
    {
        var sample = Sample(x.RowCount, Math.Max(SampleRows, 4 * clusterCount));
        var centers = new double[clusterCount * x.FeatureCount];
        var closest = new double[sample.Length];
        Array.Fill(closest, double.PositiveInfinity);
        var trials = 2 + (int)Math.Log(clusterCount);
        for (var center = 0; center < clusterCount; center++)
        {
            var (best, distances) = center == 0
                ? Measure(x, sample, closest, random.Next(sample.Length))
                : Best(x, sample, closest, [.. Enumerable.Range(0, trials).Select(_ => Pick(closest, random))]);
            closest = distances;
            for (var i = 0; i < x.FeatureCount; i++) centers[center * x.FeatureCount + i] = x.Row(sample[best])[i];
        }
        return centers;
    }

    static int[] Sample(int rowCount, int sampleCount)
    {
        var rows = new int[Math.Min(rowCount, sampleCount)];
        for (var i = 0; i < rows.Length; i++) rows[i] = (int)((long)i * rowCount / rows.Length);
        return rows;
    }

    static (int, double[]) Best(FeatureMatrix x, int[] sample, double[] closest, int[] candidates) =>
        candidates.Select(candidate => Measure(x, sample, closest, candidate)).MinBy(measured => measured.Distances.Sum());

    static (int Candidate, double[] Distances) Measure(FeatureMatrix x, int[] sample, double[] closest, int candidate)
    {
        var distances = new double[sample.Length];
        for (var i = 0; i < sample.Length; i++)
            distances[i] = Math.Min(closest[i], Distance.Squared(x.Row(sample[i]), x.Row(sample[candidate])));
        return (candidate, distances);
    }

    static int Pick(double[] weights, Random random)
    {
        var left = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
            if ((left -= weights[i]) < 0) return i;
        return random.Next(weights.Length);   // all rows sit on a center already
    }
}
