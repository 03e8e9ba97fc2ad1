using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Gives clusters that lost all rows a new one: the row farthest from the center of its own cluster.</summary>
sealed class EmptyClusters(FeatureMatrix x, int[] labels, double[] centers)
{
    public void Refill(double[] sums, long[] counts)
    {
        for (var cluster = 0; cluster < counts.Length; cluster++)
        {
            if (counts[cluster] > 0) continue;
            var row = Farthest(counts);
            if (row < 0) return;
            var former = labels[row];
            for (var i = 0; i < x.FeatureCount; i++)
            {
                sums[former * x.FeatureCount + i] -= x.Row(row)[i];
                sums[cluster * x.FeatureCount + i] = x.Row(row)[i];
            }
            counts[former]--;
            counts[cluster] = 1;
            labels[row] = cluster;
        }
    }

    /// <summary>The first of the farthest rows that do not sit alone in a cluster; -1 where all sit on their centers.</summary>
    int Farthest(long[] counts)
    {
        var (farthest, greatest) = (-1, 0.0);
        for (var row = 0; row < labels.Length; row++)
        {
            if (counts[labels[row]] == 1) continue;
            var distance = Distance.Squared(x.Row(row), centers.AsSpan(labels[row] * x.FeatureCount, x.FeatureCount));
            if (distance > greatest) (farthest, greatest) = (row, distance);
        }
        return farthest;
    }
}
