using BenchmarkDotNet.Attributes;
using CrmInsights.Mining.Clusters;
using CrmInsights.Mining.Clusters.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Benchmarks;

/// <summary>One assignment of all rows, ten features and eight centers; and a whole fit of at most fourteen iterations.</summary>
[MemoryDiagnoser]
public class KMeansBench
{
    FeatureMatrix _x = null!;
    FeatureMoments _moments = null!;
    double[] _centers = null!;
    int[] _labels = null!;

    [Params(100_000, 1_000_000)]
    public int RowCount { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(1);
        var values = new float[RowCount * 10];
        for (var at = 0; at < values.Length; at++) values[at] = (float)(6 * Math.Cos(1 + at % 10 + at / 10 % 8) + 2 * random.NextDouble());
        _x = new FeatureMatrix(values, RowCount, 10);
        _moments = FeatureMoments.Of(_x, new RunContext());
        _centers = [.. values.Take(80).Select(value => (double)value)];
        _labels = new int[RowCount];
    }

    [Benchmark(Baseline = true)]
    public void AssignNaively()
    {
        var table = new CenterTable(_centers, _moments);
        for (var row = 0; row < RowCount; row++) _labels[row] = table.Nearest(_x.Row(row));
    }

    [Benchmark]
    public void Assign() => new CenterTable(_centers, _moments).Assign(_x.Rows(0, RowCount), _labels);

    [Benchmark]
    public KMeansModel Fit() => KMeans.Fit(_x, new KMeansOptions { InitialCenters = _centers, MaxIterations = 14 }, new RunContext(MaxThreads: 2));
}
