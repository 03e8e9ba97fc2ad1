using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>What one block of rows adds to, and takes from, the sums of the clusters in one pass.</summary>
sealed class ClusterChanges(int clusterCount, int featureCount)
{
    readonly double[] _sums = new double[clusterCount * featureCount];
    readonly int[] _counts = new int[clusterCount];
    int[] _nearest = [];
    bool _changed;

    /// <summary>Labels the rows anew and notes those that moved. A label of -1 stands for no cluster.</summary>
    // Optimised at once, as CenterTable.Assign.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Assign(CenterTable table, ReadOnlySpan<float> rows, Span<int> labels)
    {
        if (_nearest.Length != labels.Length) _nearest = new int[labels.Length];
        table.Assign(rows, _nearest);
        Array.Clear(_sums);
        Array.Clear(_counts);
        _changed = false;
        for (var row = 0; row < labels.Length; row++)
        {
            var (from, to) = (labels[row], _nearest[row]);
            if (from == to) continue;
            _changed = true;
            var features = rows.Slice(row * featureCount, featureCount);
            if (from >= 0) Add(features, from, -1);
            Add(features, to, 1);
            labels[row] = to;
        }
    }

    /// <summary>Adds the notes to the sums of all rows; false where no row moved.</summary>
    public bool AddTo(double[] sums, long[] counts)
    {
        if (!_changed) return false;
        for (var i = 0; i < sums.Length; i++) sums[i] += _sums[i];
        for (var cluster = 0; cluster < counts.Length; cluster++) counts[cluster] += _counts[cluster];
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Add(ReadOnlySpan<float> features, int cluster, int sign)
    {
        _counts[cluster] += sign;
        var sums = _sums.AsSpan(cluster * featureCount, featureCount);
        for (var i = 0; i < features.Length; i++) sums[i] += sign * (double)features[i];
    }
}
