using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Splits the shares of <see cref="TreeShap"/> into main effects and interactions of two features.</summary>
/// <remarks>
/// Lundberg et al. (2020), Nature Machine Intelligence 2, "SHAP interaction values"; Fujimoto, Kojadinovic and Marichal (2006). The interaction of two
/// features is half the difference between the one's share with the other known and unknown. Path-dependent, with the training counts as
/// cover. Every leaf is a product of its features' edges, so pairs are exact sums over leaves. Costs about leaves times depth cubed a row: for looking at customers, not at lists.
/// </remarks>
public sealed class TreeShapInteractions
{
    readonly PathTree[] _trees;
    readonly int _featureCount;

    /// <summary>Prepares the trees of one output.</summary>
    /// <param name="model">The ensemble.</param>
    /// <param name="output">The output to explain, 0 for a model with one.</param>
    public TreeShapInteractions(TreeEnsemble model, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)model.OutputCount, nameof(output));
        _featureCount = model.FeatureCount;
        _trees = [.. model.Trees.Where((_, index) => index % model.OutputCount == output).Select(tree => new PathTree(tree))];
    }

    /// <summary>Fills the square of values, row after row: main effects on the diagonal, half of each interaction on either side of it.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    /// <param name="values">Filled; features times features. Each line adds up to the feature's share of <see cref="TreeShap"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit the number of features.</exception>
    public void Explain(ReadOnlySpan<float> row, Span<double> values)
    {
        if (row.Length != _featureCount || values.Length != _featureCount * _featureCount)
            throw new ArgumentException($"A row of {row.Length} and room for {values.Length} values were given; {_featureCount} features need {_featureCount * _featureCount}.");
        values.Clear();
        foreach (var tree in _trees) tree.AddInteractions(row, values, _featureCount);
    }
}
