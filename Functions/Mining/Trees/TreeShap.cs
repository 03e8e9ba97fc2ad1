using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Explains an ensemble's margin by exact path-dependent Shapley values, with the training counts as cover.</summary>
/// <remarks>Lundberg et al. (2020), "From local explanations to global understanding". The values are those of LightGBM's <c>pred_contrib</c>. Safe for many
/// threads. A model with several outputs is explained output by output.</remarks>
public sealed class TreeShap
{
    // So many that a tree's tables are read from the nearest cache, so few that the rows stay there too.
    const int BatchRows = 64;

    readonly ShapTree[] _trees;
    readonly int _featureCount;

    /// <summary>The scratch of single rows while nobody uses it: too large to be made anew for each.</summary>
    ShapBatch? _spare;

    /// <summary>Prepares the trees of one output.</summary>
    /// <param name="model">The ensemble.</param>
    /// <param name="output">The output to explain, 0 for a model with one.</param>
    public TreeShap(TreeEnsemble model, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)model.OutputCount, nameof(output));
        _featureCount = model.FeatureCount;
        _trees = [.. model.Trees.Where((_, index) => index % model.OutputCount == output).Select(tree => new ShapTree(tree))];
        ExpectedMargin = _trees.Sum(tree => tree.ExpectedValue);
    }

    /// <summary>Mean margin over the training rows: where the explanation starts.</summary>
    public double ExpectedMargin { get; }

    /// <summary>Fills one share a feature; <see cref="ExpectedMargin"/> plus their sum is the margin.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    /// <param name="shares">Filled; as long as the row.</param>
    /// <exception cref="ArgumentException">A length is not the number of features.</exception>
    public void Explain(ReadOnlySpan<float> row, Span<double> shares)
    {
        if (row.Length != _featureCount || shares.Length != _featureCount)
            throw new ArgumentException($"A row of {row.Length} and shares of {shares.Length} were given; the model has {_featureCount} features.");
        var batch = Interlocked.Exchange(ref _spare, null) ?? new ShapBatch(_trees, _featureCount, 1);
        batch.Explain(row, shares);
        _spare = batch;
    }

    /// <summary>Fills the shares of many rows, eight at a time: much faster than one by one.</summary>
    /// <param name="rows">The rows, NaN = missing.</param>
    /// <param name="shares">Filled; row after row, one share a feature.</param>
    /// <param name="run">Cancellation and progress; one thread is used.</param>
    /// <exception cref="ArgumentException">A length is not the number of features.</exception>
    public void Explain(FeatureMatrix rows, Span<double> shares, RunContext? run = null)
    {
        if (rows.FeatureCount != _featureCount || shares.Length != (long)rows.RowCount * _featureCount)
            throw new ArgumentException($"Rows of {rows.FeatureCount} and room for {shares.Length} shares were given; {rows.RowCount} rows of {_featureCount} features were expected.");
        var batch = new ShapBatch(_trees, _featureCount, BatchRows);
        for (var from = 0; from < rows.RowCount; from += BatchRows)
        {
            run?.ReportRow(from, rows.RowCount);
            var count = Math.Min(BatchRows, rows.RowCount - from);
            batch.Explain(rows.Rows(from, count), shares.Slice(from * _featureCount, count * _featureCount));
        }
    }
}
