using System.Globalization;
using System.Text;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Writes an ensemble in LightGBM's text format, version v4.</summary>
static class LightGbmWriter
{
    public static string Write(TreeEnsemble model)
    {
        var trees = model.Trees.Select(TreeText).ToArray();
        var text = new StringBuilder();
        text.Append("tree\nversion=v4\n");
        Line(text, "num_class", model.OutputCount);
        Line(text, "num_tree_per_iteration", model.OutputCount);
        Line(text, "label_index", 0);
        Line(text, "max_feature_idx", model.FeatureCount - 1);
        text.Append("objective=").Append(model.Header.ObjectiveText).Append('\n');
        text.Append("feature_names=").AppendJoin(' ', model.Header.FeatureNames).Append('\n');
        text.Append("feature_infos=").AppendJoin(' ', model.Header.FeatureInfos).Append('\n');
        text.Append("tree_sizes=").AppendJoin(' ', trees.Select(tree => tree.Length)).Append("\n\n");
        foreach (var tree in trees) text.Append(tree);
        text.Append("end of trees\n\n");
        AppendImportances(text, model);
        text.Append("\nparameters:\nend of parameters\n\npandas_categorical:null\n");
        return text.ToString();
    }

    static string TreeText(Tree tree, int index)
    {
        var text = new StringBuilder();
        Line(text, "Tree", index);
        Line(text, "num_leaves", tree.LeafTotal);
        Line(text, "num_cat", tree.CategoryStarts.Length - 1);
        Line(text, "split_feature", tree.SplitFeature);
        Line(text, "split_gain", tree.SplitGain);
        Words(text, "threshold", tree.Threshold.Select(value => double.IsInfinity(value) ? "inf" : value.ToString(CultureInfo.InvariantCulture)));
        Line(text, "decision_type", Array.ConvertAll(tree.Kind, kind => (int)kind.Code));
        Line(text, "left_child", tree.Left);
        Line(text, "right_child", tree.Right);
        Line(text, "leaf_value", tree.LeafValue);
        Line(text, "leaf_weight", tree.LeafWeight);
        Line(text, "leaf_count", tree.LeafCount);
        Line(text, "internal_value", tree.InternalValue);
        Line(text, "internal_weight", tree.InternalWeight);
        Line(text, "internal_count", tree.InternalCount);
        if (tree.CategoryStarts.Length > 1)
        {
            Line(text, "cat_boundaries", tree.CategoryStarts);
            Line(text, "cat_threshold", tree.CategoryBits);
        }
        Line(text, "is_linear", 0);
        text.Append(CultureInfo.InvariantCulture, $"shrinkage={tree.Shrinkage:R}\n\n\n");
        return text.ToString();
    }

    static void AppendImportances(StringBuilder text, TreeEnsemble model)
    {
        var splits = new int[model.FeatureCount];
        foreach (var tree in model.Trees)
            foreach (var feature in tree.SplitFeature) splits[feature]++;
        text.Append("feature_importances:\n");
        foreach (var feature in Enumerable.Range(0, splits.Length).Where(feature => splits[feature] > 0).OrderByDescending(feature => splits[feature]))
            text.Append(CultureInfo.InvariantCulture, $"{model.Header.FeatureNames[feature]}={splits[feature]}\n");
    }

    static void Line<T>(StringBuilder text, string key, T value) where T : IFormattable =>
        text.Append(CultureInfo.InvariantCulture, $"{key}={value}\n");

    static void Line<T>(StringBuilder text, string key, T[] values) where T : IFormattable =>
        Words(text, key, values.Select(value => value.ToString(null, CultureInfo.InvariantCulture)));

    static void Words(StringBuilder text, string key, IEnumerable<string> words) => text.Append(key).Append('=').AppendJoin(' ', words).Append('\n');
}
