using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Trees;

/// <summary>Explains an ensemble's margin against given background rows by exact Shapley values: unknown features take the values of a background row, whatever the others are.</summary>
/// <remarks>Janzing, Minorics and Blöbaum (2020), AISTATS; the exact walk of Lundberg et al. (2020) for one background row: a leaf counts for the
/// features that only the row follows and against those that only the background follows. Cost grows with the number of background rows.</remarks>
public sealed class InterventionalShap
{
    /// <summary>Most background rows.</summary>
    public const int MostBackgroundRows = 100;

    readonly Tree[] _trees;
    readonly FeatureMatrix _background;

    /// <summary>Prepares the trees of one output.</summary>
    /// <param name="model">The ensemble.</param>
    /// <param name="background">The rows to compare with, 1 to <see cref="MostBackgroundRows"/>.</param>
    /// <param name="output">The output to explain, 0 for a model with one.</param>
    public InterventionalShap(TreeEnsemble model, FeatureMatrix background, int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)output, (uint)model.OutputCount, nameof(output));
        ArgumentOutOfRangeException.ThrowIfNotEqual(background.FeatureCount, model.FeatureCount, nameof(background));
        if (background.RowCount is < 1 or > MostBackgroundRows)
            throw new ArgumentOutOfRangeException(nameof(background), background.RowCount, $"1 to {MostBackgroundRows} rows were expected.");
        _background = background;
        _trees = [.. model.Trees.Where((_, index) => index % model.OutputCount == output)];
        var margins = new double[background.RowCount * model.OutputCount];
        model.PredictMargins(background, margins);
        for (var at = output; at < margins.Length; at += model.OutputCount) ExpectedMargin += margins[at] / background.RowCount;
    }

    /// <summary>Mean margin of the background rows: where the explanation starts.</summary>
    public double ExpectedMargin { get; }

    /// <summary>Fills one share a feature; <see cref="ExpectedMargin"/> plus their sum is the margin.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    /// <param name="shares">Filled; as long as the row.</param>
    /// <exception cref="ArgumentException">A length is not the number of features.</exception>
    public void Explain(ReadOnlySpan<float> row, Span<double> shares)
    {
        if (row.Length != _background.FeatureCount || shares.Length != row.Length)
            throw new ArgumentException($"A row of {row.Length} and shares of {shares.Length} were given; the model has {_background.FeatureCount} features.");
        shares.Clear();
        Span<sbyte> sides = new sbyte[row.Length];
        for (var other = 0; other < _background.RowCount; other++)
        {
            var walk = new InterventionalWalk(row, _background.Row(other), shares, sides);
            foreach (var tree in _trees) walk.Add(tree);
        }
        foreach (ref var share in shares) share /= _background.RowCount;
    }
}
