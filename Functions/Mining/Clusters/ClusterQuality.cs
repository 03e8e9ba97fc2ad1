using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters;

/// <summary>How well clusters are set apart, from rows and labels alone.</summary>
public static class ClusterQuality
{
    const int RowsPerReport = 64;                           // a row is compared with all others

    /// <summary>Mean silhouette: (b - a) / max(a, b) with a the mean distance to the own cluster and b to the nearest other; from -1 to 1.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="labels">The cluster of each row, from 0; rows with a negative label are left out.</param>
    /// <param name="run">Threads and cancellation. O(rows^2 * features).</param>
    /// <returns>The mean over all rows; a row alone in its cluster counts as 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or fewer than two clusters hold rows.</exception>
    /// <remarks>Rousseeuw (1987), Journal of Computational and Applied Mathematics 20.</remarks>
    public static double Silhouette(FeatureMatrix x, ReadOnlySpan<int> labels, RunContext run)
    {
        var (rows, clusters, counts) = Members(x, labels);
        var done = 0;
        var sum = BlockSums.Of(rows.Length, 1, run, (from, to, sums) =>
        {
            var distances = new double[counts.Length];
            for (var row = from; row < to; row++)
            {
                if (row % RowsPerReport == 0) run.Report(RowsPerReport * (Interlocked.Increment(ref done) - 1), rows.Length);
                Array.Clear(distances);
                for (var other = 0; other < rows.Length; other++)
                    distances[clusters[other]] += Math.Sqrt(Distance.Squared(x.Row(rows[row]), x.Row(rows[other])));
                sums[0] += Width(distances, counts, clusters[row]);
            }
        })[0];
        return sum / rows.Length;
    }

    /// <summary>The silhouette of a random sample, among its own rows: an estimate where <see cref="Silhouette"/> would take too long.</summary>
    public static double SampledSilhouette(FeatureMatrix x, ReadOnlySpan<int> labels, (int Rows, int Seed) sample, RunContext run)
    {
        var chosen = Enumerable.Range(0, x.RowCount).ToArray();
        new Random(sample.Seed).Shuffle(chosen);
        chosen = chosen[..Math.Min(sample.Rows, chosen.Length)];
        var own = labels.ToArray();
        return Silhouette(RowSample.Of(x, chosen), Array.ConvertAll(chosen, row => own[row]), run);
    }

    /// <summary>Davies-Bouldin index: the mean over clusters of the worst (spread + spread) / (distance of centers); smaller is better, 0 the least.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or fewer than two clusters hold rows.</exception>
    /// <remarks>Davies and Bouldin (1979), IEEE Transactions on Pattern Analysis and Machine Intelligence 1(2).</remarks>
    public static double DaviesBouldin(FeatureMatrix x, ReadOnlySpan<int> labels)
    {
        var (rows, clusters, counts) = Members(x, labels);
        var d = x.FeatureCount;
        var (centers, spreads) = (new double[counts.Length * d], new double[counts.Length]);
        for (var i = 0; i < rows.Length; i++)
            for (var feature = 0; feature < d; feature++) centers[clusters[i] * d + feature] += (double)x.Row(rows[i])[feature] / counts[clusters[i]];
        for (var i = 0; i < rows.Length; i++)
            spreads[clusters[i]] += Math.Sqrt(Distance.Squared(x.Row(rows[i]), centers.AsSpan(clusters[i] * d, d))) / counts[clusters[i]];
        return Enumerable.Range(0, counts.Length).Average(left => Enumerable.Range(0, counts.Length).Where(right => right != left)
            .Max(right => (spreads[left] + spreads[right]) / Between(centers.AsSpan(left * d, d), centers.AsSpan(right * d, d))));
    }

    static double Between(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += (left[i] - right[i]) * (left[i] - right[i]);
        return Math.Sqrt(sum);
    }

    static double Width(double[] distances, int[] counts, int own)
    {
        if (counts[own] == 1) return 0;
        var (inside, outside) = (distances[own] / (counts[own] - 1), double.PositiveInfinity);
        for (var cluster = 0; cluster < counts.Length; cluster++)
            if (cluster != own) outside = Math.Min(outside, distances[cluster] / counts[cluster]);
        var larger = Math.Max(inside, outside);
        return larger == 0 ? 0 : (outside - inside) / larger;
    }

    /// <summary>Rows that have a cluster, with labels renumbered without gaps.</summary>
    static (int[] Rows, int[] Clusters, int[] Counts) Members(FeatureMatrix x, ReadOnlySpan<int> labels)
    {
        if (labels.Length != x.RowCount) throw new ArgumentException($"{labels.Length} labels were given for {x.RowCount} rows.");
        var (rows, clusters) = (new List<int>(), new List<int>());
        var numbers = new Dictionary<int, int>();
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0) continue;
            if (!numbers.TryGetValue(labels[row], out var number)) numbers.Add(labels[row], number = numbers.Count);
            rows.Add(row);
            clusters.Add(number);
        }
        if (numbers.Count < 2) throw new ArgumentException($"{numbers.Count} cluster holds rows; at least two are needed to be set apart.");
        var counts = new int[numbers.Count];
        foreach (var cluster in clusters) counts[cluster]++;
        return ([.. rows], [.. clusters], counts);
    }
}
