using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals.Cart;

namespace CrmInsights.Mining.Trees;

/// <summary>A fitted decision tree. Immutable and thread-safe.</summary>
public sealed class DecisionTreeModel
{
    readonly CartTask _task;
    readonly CartNode[] _nodes;
    readonly CartFeature[] _features;

    internal DecisionTreeModel(CartTask task, CartNode[] nodes, CartFeature[] features) => (_task, _nodes, _features) = (task, nodes, features);

    /// <summary>What its splits made smaller.</summary>
    public SplitCriterion Criterion => _task.Criterion;

    /// <summary>Number of features of a row.</summary>
    public int FeatureCount => _features.Length;

    /// <summary>Classes; 0 where labels are numbers.</summary>
    public int ClassCount => _task.ClassCount;

    /// <summary>Number of leaves, at least 1.</summary>
    public int LeafCount => (_nodes.Length + 1) / 2;

    /// <summary>Price of a leaf at which the tree was pruned.</summary>
    public double Alpha { get; internal init; }

    /// <summary>The nested trees of the fit, the largest first; with their cost on held-out rows where alpha was cross-validated.</summary>
    public IReadOnlyList<PruningStep> PruningPath { get; internal init; } = [];

    /// <summary>The most likely class of a row, or the mean of its leaf.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    public double Predict(ReadOnlySpan<float> row) => _task.Value(_nodes[NodeOf(row)].Totals);

    /// <summary>Predictions of all rows.</summary>
    public void Predict(FeatureMatrix rows, Span<double> predictions)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Length, rows.RowCount, nameof(predictions));
        for (var row = 0; row < rows.RowCount; row++) predictions[row] = Predict(rows.Row(row));
    }

    /// <summary>Share of each class in the leaf of a row.</summary>
    /// <param name="row">The features, NaN = missing.</param>
    /// <param name="shares">Filled; <see cref="ClassCount"/> long, adding up to 1.</param>
    /// <exception cref="InvalidOperationException">Labels are numbers.</exception>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> shares)
    {
        if (!_task.IsClasses) throw new InvalidOperationException("The tree predicts numbers and has no classes; use Predict.");
        ArgumentOutOfRangeException.ThrowIfNotEqual(shares.Length, ClassCount, nameof(shares));
        var totals = _nodes[NodeOf(row)].Totals;
        var weight = _task.Weight(totals);
        for (var k = 0; k < shares.Length; k++) shares[k] = totals[k] / weight;
    }

    /// <summary>The place of a row's leaf in <see cref="Rules"/>.</summary>
    public int LeafOf(ReadOnlySpan<float> row)
    {
        var end = NodeOf(row);
        var leaf = 0;
        for (var node = 0; node < end; node++)
            if (_nodes[node].Split is null) leaf++;
        return leaf;
    }

    /// <summary>One sentence a leaf, from left to right; each row fits exactly one.</summary>
    /// <param name="names">Words for features, categories and classes; null takes numbers.</param>
    public IReadOnlyList<DecisionRule> Rules(RuleNames? names = null) => new RuleWriter(_task, _nodes, _features, names ?? new RuleNames()).Write();

    /// <summary>The best smaller tree at a higher price of a leaf.</summary>
    /// <param name="alpha">The price, at least <see cref="Alpha"/>.</param>
    public DecisionTreeModel Prune(double alpha)
    {
        if (!(alpha >= Alpha)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, $"The tree was pruned at {Alpha} already; at least that was expected.");
        var pruned = WeakestLink.Of(_nodes, _task).At(alpha);
        return new DecisionTreeModel(_task, pruned, _features) { Alpha = alpha, PruningPath = PruningPath };
    }

    /// <summary>The same tree as an ensemble of one tree an output, for <see cref="TreeShap"/>, importance, ONNX and LightGBM. Its margins are the mean, the share of class 1 of two, or one share a class.</summary>
    public TreeEnsemble ToEnsemble() => CartEnsemble.Of(_task, _nodes, _features);

    /// <summary>Writes the model as versioned JSON.</summary>
    public void Save(Stream stream) => CartFile.Write(stream, new CartContent(_task, _nodes, _features), this);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">Wrong format or version, a field missing, unknown or of the wrong length, nodes that are no tree; the message says which.</exception>
    public static DecisionTreeModel Load(Stream stream) => CartFile.Read(stream);

    int NodeOf(ReadOnlySpan<float> row)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, FeatureCount, nameof(row));
        var node = 0;
        while (_nodes[node].Split is { } split) node = split.GoesLeft(row[split.Feature]) ? _nodes[node].Left : _nodes[node].Right;
        return node;
    }
}
