using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Clusters;

/// <summary>DBSCAN: clusters of any shape where rows lie densely; the rest is noise.</summary>
/// <remarks>Ester, Kriegel, Sander and Xu (1996), KDD. A row between two clusters belongs to the one found first, in row order.</remarks>
public static class Dbscan
{
    /// <summary>Labels every row with its cluster, from 0 in the order of their first core row, or with -1 for noise.</summary>
    /// <remarks>Rows are compared only where the feature of widest range lets them be neighbours: O(rows^2) at worst.</remarks>
    /// <exception cref="ArgumentException">A value is missing or infinite; the message names row and feature.</exception>
    public static int[] Fit(FeatureMatrix x, DbscanOptions options, RunContext run)
    {
        options.Validate();
        var labels = new int[x.RowCount];
        Array.Fill(labels, -1);
        if (x.RowCount == 0) return labels;

        var near = new Neighbours(x, FeatureMoments.Of(x, run), options.Radius);
        var clusterCount = 0;
        for (var row = 0; row < x.RowCount; row++)
        {
            if (row % 1024 == 0) run.Report(row, x.RowCount);
            if (labels[row] < 0 && near.Of(row).Count >= options.MinNeighbours) Grow(near, labels, (row, clusterCount++), options);
        }
        return labels;
    }

    static void Grow(Neighbours near, int[] labels, (int Row, int Cluster) start, DbscanOptions options)
    {
        var waiting = new Stack<int>([start.Row]);
        labels[start.Row] = start.Cluster;
        while (waiting.TryPop(out var row))
        {
            var found = near.Of(row);
            if (found.Count < options.MinNeighbours) continue;   // on the border: belongs, but reaches no further
            foreach (var other in found)
            {
                if (labels[other] >= 0) continue;
                labels[other] = start.Cluster;
                waiting.Push(other);
            }
        }
    }
}
