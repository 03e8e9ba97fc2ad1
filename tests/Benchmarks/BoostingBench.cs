using BenchmarkDotNet.Attributes;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Benchmarks;

/// <summary>A whole fit, binning included: 10 trees of 63 leaves on generated rows with missing values.</summary>
[MemoryDiagnoser]
public class BoostingBench
{
    const int FeatureCount = 30;

    TrainingData _data = null!;

    [Params(80_000)]
    public int Rows { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Generate()
    {
        var random = new Random(7);
        var (values, labels) = (new float[Rows * FeatureCount], new float[Rows]);
        for (var i = 0; i < values.Length; i++) values[i] = random.Next(20) == 0 ? float.NaN : (float)random.NextDouble();
        for (var row = 0; row < Rows; row++) labels[row] = values[row * FeatureCount] + random.NextDouble() > 1 ? 1 : 0;
        _data = new TrainingData { Features = new FeatureMatrix(values, Rows, FeatureCount), Labels = labels };
    }

    [Benchmark]
    public TreeEnsemble Fit() =>
        GradientBoosting.Fit(_data, new GradientBoostingOptions { TreeCount = 10, LeafCount = 63 }, new RunContext(MaxThreads: Threads));
}
