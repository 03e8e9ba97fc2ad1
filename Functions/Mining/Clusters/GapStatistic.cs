using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters;

/// <summary>How much tighter clusters are than those of rows without structure.</summary>
/// <remarks>Tibshirani, Walther and Hastie (2001), Journal of the Royal Statistical Society B 63(2), with a uniform reference over the ranges.</remarks>
public static class GapStatistic
{
    /// <summary>Computes the gap for 1 up to <paramref name="most"/> clusters.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="most">Most clusters.</param>
    /// <param name="reference">Number of reference data sets, at least 2, and the seed they are drawn with.</param>
    /// <param name="run">Threads and cancellation.</param>
    /// <returns>Gap and its standard error, one for each number of clusters; <see cref="Estimate"/> reads them.</returns>
    public static IReadOnlyList<(double Gap, double Error)> Of(FeatureMatrix x, int most, (int Sets, int Seed) reference, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reference.Sets, 2);
        var random = new Random(reference.Seed);
        var flat = Enumerable.Range(0, reference.Sets).Select(_ => Uniform(x, random)).ToArray();
        var gaps = new List<(double, double)>();
        for (var count = 1; count <= most; count++)
        {
            var part = run.Part(count - 1, most);
            var logs = flat.Select((set, done) => LogInertia(set, count, reference.Seed, part.Part(done, flat.Length + 1))).ToArray();
            var mean = logs.Average();
            var deviation = Math.Sqrt(logs.Average(log => (log - mean) * (log - mean)));
            gaps.Add((mean - LogInertia(x, count, reference.Seed, part.Part(flat.Length, flat.Length + 1)), deviation * Math.Sqrt(1 + 1.0 / reference.Sets)));
        }
        return gaps;
    }

    /// <summary>The first number of clusters whose gap is at least the next one's less its error; the last one where none qualifies.</summary>
    public static int Estimate(IReadOnlyList<(double Gap, double Error)> gaps)
    {
        for (var k = 1; k < gaps.Count; k++)
            if (gaps[k - 1].Gap >= gaps[k].Gap - gaps[k].Error) return k;
        return gaps.Count;
    }

    static double LogInertia(FeatureMatrix x, int count, int seed, RunContext run) =>
        Math.Log(KMeans.Fit(x, new KMeansOptions { ClusterCount = count, Seed = seed, Restarts = 2 }, run).Inertia);

    static FeatureMatrix Uniform(FeatureMatrix x, Random random)
    {
        var values = new float[x.RowCount * x.FeatureCount];
        for (var feature = 0; feature < x.FeatureCount; feature++)
        {
            var column = x.Column(feature);
            var (low, high) = (column.Min(), column.Max());
            for (var row = 0; row < x.RowCount; row++) values[row * x.FeatureCount + feature] = (float)(low + random.NextDouble() * (high - low));
        }
        return new FeatureMatrix(values, x.RowCount, x.FeatureCount);
    }
}
