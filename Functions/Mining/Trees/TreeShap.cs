using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Explains an ensemble's margin by exact path-dependent Shapley values, with the training counts as cover.</summary>
/// <remarks>Lundberg et al. (2020), "From local explanations to global understanding". The values are those of LightGBM's <c>pred_contrib</c>. Immutable and
/// safe for many threads. A model with several outputs is explained output by output.</remarks>
public sealed class TreeShap
{
    readonly ShapTree[] _trees;
    readonly int _featureCount;

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
        shares.Clear();
        foreach (var tree in _trees) tree.Explain(row, shares);
    }
}
