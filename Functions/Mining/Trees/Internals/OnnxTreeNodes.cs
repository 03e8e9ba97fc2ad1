using CrmInsights.Mining.Internals.Onnx;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Collects the nodes of trees for ONNX's TreeEnsembleRegressor.</summary>
sealed class OnnxTreeNodes(int outputCount)
{
    const int MostNodes = 5_000_000;

    readonly List<long> _trees = [];
    readonly List<long> _places = [];
    readonly List<long> _features = [];
    readonly List<float> _values = [];
    readonly List<string> _modes = [];
    readonly List<long> _trueNodes = [];
    readonly List<long> _falseNodes = [];
    readonly List<long> _missingTrue = [];
    readonly List<(long Tree, long Place, float Weight)> _leaves = [];
    int _start;

    public void Add(Tree tree, int index)
    {
        _start = _places.Count;
        Append(tree, index, tree.NodeTotal == 0 ? ~0 : 0);
    }

    public OnnxNode ToNode() => new OnnxNode("TreeEnsembleRegressor", OnnxModel.Features, OnnxModel.Margins, isMachineLearning: true)
        .With("n_targets", outputCount).With("post_transform", "NONE").With("aggregate_function", "SUM")
        .With("nodes_treeids", _trees).With("nodes_nodeids", _places).With("nodes_featureids", _features)
        .With("nodes_values", _values).With("nodes_modes", _modes)
        .With("nodes_truenodeids", _trueNodes).With("nodes_falsenodeids", _falseNodes).With("nodes_missing_value_tracks_true", _missingTrue)
        .With("target_treeids", _leaves.Select(leaf => leaf.Tree)).With("target_nodeids", _leaves.Select(leaf => leaf.Place))
        .With("target_ids", _leaves.Select(leaf => leaf.Tree % outputCount)).With("target_weights", _leaves.Select(leaf => leaf.Weight));

    long Append(Tree tree, int index, int child)
    {
        if (child < 0)
        {
            var leaf = Open(index, "LEAF", 0, 0);
            _leaves.Add((index, leaf, (float)tree.LeafValue[~child]));
            return leaf;
        }
        if (tree.Kind[child].IsCategorical) return AppendCategories(tree, index, child);
        if (tree.Kind[child].Missing == MissingKind.Zero) throw new NotSupportedException($"Node {child} of tree {index} counts zero as missing, which ONNX cannot say.");
        var place = Open(index, "BRANCH_LEQ", tree.SplitFeature[child], RoundedDown(tree.Threshold[child]));
        _missingTrue[^1] = tree.GoesLeft(child, float.NaN) ? 1 : 0;
        Close(place, Append(tree, index, tree.Left[child]), Append(tree, index, tree.Right[child]));
        return place;
    }

    /// <summary>One node a listed category, each with the left side below it, and the right side below the last.</summary>
    long AppendCategories(Tree tree, int index, int child)
    {
        var set = (int)tree.Threshold[child];
        var words = tree.CategoryBits.AsSpan(tree.CategoryStarts[set]..tree.CategoryStarts[set + 1]).ToArray();
        int[] listed = [.. Enumerable.Range(0, words.Length * 32).Where(category => (words[category / 32] >> (category % 32) & 1) != 0)];
        var (first, last) = (-1L, -1L);
        foreach (var category in listed)
        {
            var place = Open(index, "BRANCH_EQ", tree.SplitFeature[child], category);
            if (last >= 0) _falseNodes[_start + (int)last] = place;
            else first = place;
            _trueNodes[_start + (int)place] = Append(tree, index, tree.Left[child]);
            last = place;
        }
        var right = Append(tree, index, tree.Right[child]);
        if (last < 0) return right;
        _falseNodes[_start + (int)last] = right;
        return first;
    }

    long Open(int index, string mode, int feature, float value)
    {
        if (_places.Count == MostNodes) throw new NotSupportedException($"The categories of the model need more than {MostNodes} ONNX nodes.");
        var place = (long)(_places.Count - _start);
        _trees.Add(index);
        _places.Add(place);
        _features.Add(feature);
        _values.Add(value);
        _modes.Add(mode);
        _trueNodes.Add(0);
        _falseNodes.Add(0);
        _missingTrue.Add(0);
        return place;
    }

    void Close(long place, long left, long right) => (_trueNodes[_start + (int)place], _falseNodes[_start + (int)place]) = (left, right);

    /// <summary>The largest float up to the threshold: floats compare with it as with the threshold.</summary>
    static float RoundedDown(double threshold)
    {
        var rounded = (float)threshold;
        return rounded > threshold ? MathF.BitDecrement(rounded) : rounded;
    }
}
