using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Clusters;

/// <summary>Lloyd's iterations as in the textbook, with scikit-learn's tests for the end.</summary>
static class NaiveKMeans
{
    public static (double[] Centers, int[] Labels, double Inertia, int Iterations) Fit(FeatureMatrix x, double[] start, double tolerance)
    {
        var d = x.FeatureCount;
        var centers = (double[])start.Clone();
        int[] labels = [.. Enumerable.Repeat(-1, x.RowCount)];
        for (var iteration = 1; ; iteration++)
        {
            var next = Enumerable.Range(0, x.RowCount).Select(row => Nearest(x.Row(row), centers)).ToArray();
            var same = next.SequenceEqual(labels);
            labels = next;
            var moved = (double[])centers.Clone();
            foreach (var cluster in labels.Distinct())
                for (var feature = 0; feature < d; feature++)
                    moved[cluster * d + feature] = Enumerable.Range(0, x.RowCount).Where(row => labels[row] == cluster).Average(row => (double)x.Row(row)[feature]);
            var shift = moved.Zip(centers, (after, before) => (after - before) * (after - before)).Sum();
            centers = moved;
            if (!same && shift > tolerance * MeanVariance(x)) continue;
            labels = [.. Enumerable.Range(0, x.RowCount).Select(row => Nearest(x.Row(row), centers))];
            return (centers, labels, Enumerable.Range(0, x.RowCount).Sum(row => Squared(x.Row(row), centers, labels[row])), iteration);
        }
    }

    public static int Nearest(ReadOnlySpan<float> row, double[] centers)
    {
        var best = 0;
        for (var cluster = 1; cluster < centers.Length / row.Length; cluster++)
            if (Squared(row, centers, cluster) < Squared(row, centers, best)) best = cluster;
        return best;
    }

    static double Squared(ReadOnlySpan<float> row, double[] centers, int cluster)
    {
        var sum = 0.0;
        for (var feature = 0; feature < row.Length; feature++) sum += Math.Pow(row[feature] - centers[cluster * row.Length + feature], 2);
        return sum;
    }

    static double MeanVariance(FeatureMatrix x) => Enumerable.Range(0, x.FeatureCount).Average(feature =>
    {
        var column = x.Column(feature).Select(value => (double)value).ToArray();
        return column.Average(value => Math.Pow(value - column.Average(), 2));
    });
}
