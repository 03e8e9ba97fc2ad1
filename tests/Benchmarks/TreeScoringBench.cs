using BenchmarkDotNet.Attributes;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Benchmarks;

/// <summary>Scoring and explaining generated rows with missing values and categories: plain walk, block of rows, one row, TreeSHAP.</summary>
[MemoryDiagnoser]
public class TreeScoringBench
{
    const int RowCount = 20_000;
    const int ExplainedCount = 200;
    const int FeatureCount = 30;
    const int CategoryCount = 50;

    readonly double[] _margins = new double[RowCount];
    readonly double[] _shares = new double[ExplainedCount * FeatureCount];
    FeatureMatrix _rows = null!;
    FeatureMatrix _explained = null!;
    TreeEnsemble _model = null!;
    TreeShap _shap = null!;

    [Params(63, 255)]
    public int Leaves { get; set; }

    /// <summary>How many columns, the last ones, are categories.</summary>
    [Params(0, 3)]
    public int CategoricalColumns { get; set; }

    [GlobalSetup]
    public void Train()
    {
        var random = new Random(7);
        var (values, labels) = (new float[RowCount * FeatureCount], new float[RowCount]);
        for (var i = 0; i < values.Length; i++) values[i] = DrawValue(random, i % FeatureCount);
        _rows = new FeatureMatrix(values, RowCount, FeatureCount);
        _explained = _rows.Part(0, ExplainedCount);
        for (var row = 0; row < RowCount; row++)
        {
            var score = _rows.Row(row)[0] > 5 || _rows.Row(row)[FeatureCount - 1] % 3 == 0 ? 0.7 : 0.3;
            labels[row] = random.NextDouble() < score ? 1 : 0;
        }
        var categories = Enumerable.Range(FeatureCount - CategoricalColumns, CategoricalColumns).ToHashSet();
        _model = GradientBoosting.Fit(new TrainingData { Features = _rows, Labels = labels }, new GradientBoostingOptions { LeafCount = Leaves, CategoricalFeatures = categories }, new RunContext());
        _shap = new TreeShap(_model);
    }

    float DrawValue(Random random, int feature)
    {
        if (feature >= FeatureCount - CategoricalColumns) return random.Next(CategoryCount);
        return random.NextDouble() < 0.05 ? float.NaN : (float)(random.NextDouble() * 10);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = RowCount)]
    public void PlainWalk()
    {
        for (var row = 0; row < RowCount; row++)
        {
            _margins[row] = 0;
            foreach (var tree in _model.Trees) _margins[row] += tree.Predict(_rows.Row(row));
        }
    }

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void Block() => _model.PredictMargins(_rows, _margins);

    [Benchmark(OperationsPerInvoke = RowCount)]
    public void OneRowAtATime()
    {
        for (var row = 0; row < RowCount; row++) _margins[row] = _model.PredictMargin(_rows.Row(row));
    }

    [Benchmark]
    public void ExplainOneRow() => _shap.Explain(_explained.Row(0), _shares.AsSpan(0, FeatureCount));

    [Benchmark(OperationsPerInvoke = ExplainedCount)]
    public void ExplainBlock() => _shap.Explain(_explained, _shares);
}
