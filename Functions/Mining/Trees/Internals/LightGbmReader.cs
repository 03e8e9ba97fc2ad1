namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Reads LightGBM's text format strictly: a damaged, truncated or hostile file is refused with the line that is wrong.</summary>
sealed class LightGbmReader
{
    const int MostTrees = 100_000;
    const int MostFeatures = 1_000_000;
    const int MostCategorySets = 1 << 20;

    readonly LightGbmLines _lines;

    LightGbmReader(string text) => _lines = new LightGbmLines(text);

    public static TreeEnsemble Read(string text) => new LightGbmReader(text).ReadModel();

    TreeEnsemble ReadModel()
    {
        if (_lines.Next() != "tree") throw _lines.Error("a LightGBM model begins with the line 'tree'");
        var header = _lines.ReadBlock();
        if (header.Text("version") is not ("v2" or "v3" or "v4")) throw _lines.Error($"version {header.Text("version")} is not v2, v3 or v4");
        var outputs = header.Int("num_tree_per_iteration", 1, 1000);
        var featureCount = header.Int("max_feature_idx", 0, MostFeatures - 1) + 1;
        var names = header.Words("feature_names", featureCount);
        var infos = header.Has("feature_infos") ? header.Words("feature_infos", featureCount) : Enumerable.Repeat("none", featureCount).ToArray();
        var trees = ReadTrees(featureCount);
        if (trees.Count == 0 || trees.Count % outputs != 0)
            throw _lines.Error($"{trees.Count} trees were found; at least one for each of {outputs} outputs was expected");
        return new TreeEnsemble(trees, outputs, new EnsembleHeader(header.TextOr("objective", "custom"), names, infos));
    }

    List<Tree> ReadTrees(int featureCount)
    {
        var trees = new List<Tree>();
        while (true)
        {
            var line = _lines.NextFilled() ?? throw _lines.Error("the file ends before 'end of trees'");
            if (line == "end of trees") return trees;
            if (line != $"Tree={trees.Count}") throw _lines.Error($"'Tree={trees.Count}' or 'end of trees' was expected, not '{LightGbmLines.Cut(line)}'");
            if (trees.Count == MostTrees) throw _lines.Error($"more than {MostTrees} trees");
            trees.Add(ReadTree(_lines.ReadBlock(), featureCount));
        }
    }

    static Tree ReadTree(LightGbmBlock block, int featureCount)
    {
        var leaves = block.Int("num_leaves", 1, 1 << 20);
        if (block.IntOr("is_linear", 0) != 0) throw block.Error("linear trees are not supported; train with linear_tree=false");
        var nodes = leaves - 1;
        var tree = new Tree
        {
            SplitFeature = block.Ints("split_feature", nodes, 0, featureCount - 1),
            Threshold = block.Thresholds("threshold", nodes),
            Kind = Array.ConvertAll(block.Ints("decision_type", nodes, 0, 15), code => new NodeKind((byte)code)),
            Left = block.Ints("left_child", nodes, -leaves, nodes - 1),
            Right = block.Ints("right_child", nodes, -leaves, nodes - 1),
            SplitGain = block.DoublesOr("split_gain", nodes),
            InternalValue = block.DoublesOr("internal_value", nodes),
            InternalWeight = block.DoublesOr("internal_weight", nodes),
            InternalCount = block.IntsOr("internal_count", nodes),
            LeafValue = block.Doubles("leaf_value", leaves),
            LeafWeight = block.DoublesOr("leaf_weight", leaves),
            LeafCount = block.IntsOr("leaf_count", leaves),
            CategoryStarts = ReadStarts(block, out var bits),
            CategoryBits = bits,
            Shrinkage = block.DoubleOr("shrinkage", 1),
        };
        CheckShape(tree, block);
        return tree;
    }

    static int[] ReadStarts(LightGbmBlock block, out uint[] bits)
    {
        var count = block.Has("num_cat") ? block.Int("num_cat", 0, MostCategorySets) : 0;
        bits = [];
        if (count == 0) return [0];
        var starts = block.Ints("cat_boundaries", count + 1, 0, 1 << 26);
        for (var i = 0; i < count; i++)
        {
            if (starts[0] != 0 || starts[i + 1] < starts[i]) throw block.Error("cat_boundaries must begin at 0 and not fall");
        }
        bits = block.UInts("cat_threshold", starts[^1]);
        return starts;
    }

    /// <summary>Every node and leaf is reached exactly once from the root, and categorical nodes point into their table.</summary>
    static void CheckShape(Tree tree, LightGbmBlock block)
    {
        var seen = new bool[tree.NodeTotal + tree.LeafTotal];
        var waiting = new Stack<int>();
        waiting.Push(tree.NodeTotal == 0 ? ~0 : 0);
        while (waiting.TryPop(out var child))
        {
            var place = child < 0 ? tree.NodeTotal + ~child : child;
            if (seen[place]) throw block.Error($"child {child} is reached twice");
            seen[place] = true;
            if (child < 0) continue;
            if (tree.Kind[child].IsCategorical && !(tree.Threshold[child] >= 0 && tree.Threshold[child] < tree.CategoryStarts.Length - 1))
                throw block.Error($"node {child} names category set {tree.Threshold[child]} of {tree.CategoryStarts.Length - 1}");
            waiting.Push(tree.Left[child]);
            waiting.Push(tree.Right[child]);
        }
        if (Array.IndexOf(seen, false) >= 0) throw block.Error("a node or leaf is not reached from the root");
    }
}
