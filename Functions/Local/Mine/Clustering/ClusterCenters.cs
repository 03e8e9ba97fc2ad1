using CrmInsights.Mining.Data;

namespace CrmInsights.Local.Mine.Clustering;

/// <summary>Mean row of each cluster in the units of the file.</summary>
static class ClusterCenters
{
    public static IReadOnlyList<(int Rows, double[] Mean)> Of(FeatureMatrix x, int[] labels, int count)
    {
        var (rows, sums) = (new int[count], Enumerable.Range(0, count).Select(_ => new double[x.FeatureCount]).ToArray());
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0) continue;
            rows[labels[row]]++;
            for (var column = 0; column < x.FeatureCount; column++) sums[labels[row]][column] += x.Row(row)[column];
        }
        return [.. rows.Zip(sums, (own, sum) => (own, Array.ConvertAll(sum, value => value / Math.Max(1, own))))];
    }
}
