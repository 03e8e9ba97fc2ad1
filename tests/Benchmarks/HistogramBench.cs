using BenchmarkDotNet.Attributes;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Benchmarks;

/// <summary>Histograms of all leaves of a tree: plain loop with every check, rows read in place, rows collected into blocks.</summary>
[MemoryDiagnoser]
public class HistogramBench
{
    const int RowCount = 800_000;
    const int FeatureCount = 30;

    readonly long[] _words = new long[RowCount];
    readonly long[] _histogram = new long[FeatureCount * BinnedRows.BinsPerFeature];
    BinnedRows _binned = null!;
    RowBlock _block = null!;
    int[][] _leaves = [];

    /// <summary>Leaves that share the rows: with many, the rows of a leaf lie far apart.</summary>
    [Params(1, 8, 64)]
    public int Leaves { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(7);
        var values = new float[RowCount * FeatureCount];
        for (var i = 0; i < values.Length; i++) values[i] = (float)random.NextDouble();
        for (var row = 0; row < RowCount; row++) _words[row] = ((long)random.Next(-1000, 1000) << 32) + random.Next(1000);
        using var team = new ThreadTeam(2);
        _binned = BinnedRows.From(new FeatureMatrix(values, RowCount, FeatureCount), new GradientBoostingOptions(), team);
        _block = new RowBlock(_binned.Stride);
        _leaves = [.. Enumerable.Range(0, RowCount).GroupBy(_ => random.Next(Leaves)).Select(rows => rows.ToArray())];
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowCount)]
    public void Plain()
    {
        foreach (var rows in _leaves)
        {
            foreach (var row in rows)
            {
                var bins = _binned.ByRow.AsSpan(row * _binned.Stride, FeatureCount);
                for (var feature = 0; feature < bins.Length; feature++) _histogram[feature * BinnedRows.BinsPerFeature + bins[feature]] += _words[row];
            }
        }
    }

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void InPlace()
    {
        foreach (var rows in _leaves) PackedHistogram.AccumulateInPlace(_binned, rows, _words, _histogram);
    }

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void Blocks()
    {
        foreach (var rows in _leaves) PackedHistogram.AccumulateBlocks(_binned, rows, _words, _block, _histogram);
    }
}
