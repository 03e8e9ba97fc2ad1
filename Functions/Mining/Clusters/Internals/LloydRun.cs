using System.Runtime.CompilerServices;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Clusters.Internals;

/// <summary>Lloyd's iterations from one set of centers, over fixed blocks of rows.</summary>
sealed class LloydRun(FeatureMatrix x, FeatureMoments moments, KMeansOptions options, RunContext run)
{
    const int BlockRows = 8192;

    readonly int _blockCount = (x.RowCount + BlockRows - 1) / BlockRows;
    readonly int[] _labels = new int[x.RowCount];
    readonly double[] _sums = new double[options.ClusterCount * x.FeatureCount];
    readonly long[] _counts = new long[options.ClusterCount];
    readonly ClusterChanges[] _changes = new ClusterChanges[(x.RowCount + BlockRows - 1) / BlockRows];

    public KMeansModel From(double[] seeds)
    {
        Array.Fill(_labels, -1);                             // no row belongs to a cluster yet
        var centers = (double[])seeds.Clone();
        var (iteration, converged, settled) = (0, false, false);
        while (iteration < options.MaxIterations && !converged)
        {
            run.Report(iteration++, options.MaxIterations);
            settled = !Assign(centers);
            var shift = MoveCenters(centers);
            converged = settled || shift <= options.Tolerance * moments.MeanVariance;
        }
        if (!settled) Assign(centers);                       // labels of the last centers
        return new KMeansModel(centers, x.FeatureCount) { Inertia = Inertia(centers), Iterations = iteration, Converged = converged };
    }

    /// <summary>Gives each row to its nearest center; false where no row changed.</summary>
    bool Assign(double[] centers)
    {
        var table = new CenterTable(centers, moments);
        BlockSums.ForEach(_blockCount, run, block =>
        {
            var (from, count) = Block(block);
            var changes = _changes[block] ??= new ClusterChanges(options.ClusterCount, x.FeatureCount);
            changes.Assign(table, x.Rows(from, count), _labels.AsSpan(from, count));
        });
        var changed = false;
        foreach (var changes in _changes) changed |= changes.AddTo(_sums, _counts);
        if (changed && _counts.AsSpan().Contains(0)) new EmptyClusters(x, _labels, centers).Refill(_sums, _counts);
        return changed;
    }

    /// <summary>Moves each center to the mean of its rows. An empty one stays.</summary>
    /// <returns>Sum of the squared shifts.</returns>
    double MoveCenters(double[] centers)
    {
        var shift = 0.0;
        for (var at = 0; at < centers.Length; at++)
        {
            var count = _counts[at / x.FeatureCount];
            if (count == 0) continue;
            var mean = _sums[at] / count;
            shift += (mean - centers[at]) * (mean - centers[at]);
            centers[at] = mean;
        }
        return shift;
    }

    double Inertia(double[] centers)
    {
        var parts = new double[_blockCount];
        BlockSums.ForEach(_blockCount, run, block =>
        {
            var (from, count) = Block(block);
            parts[block] = Inertia(x.Rows(from, count), _labels.AsSpan(from, count), centers);
        });
        var inertia = 0.0;
        foreach (var part in parts) inertia += part;
        return inertia;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Inertia(ReadOnlySpan<float> rows, ReadOnlySpan<int> labels, ReadOnlySpan<double> centers)
    {
        var d = rows.Length / labels.Length;
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++) sum += Distance.Squared(rows.Slice(row * d, d), centers.Slice(labels[row] * d, d));
        return sum;
    }

    (int From, int Count) Block(int block) => (block * BlockRows, Math.Min(BlockRows, x.RowCount - block * BlockRows));
}
