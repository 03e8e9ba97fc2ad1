using System.Runtime.Intrinsics;

namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Which of up to 64 nodes on one categorical feature send a category left: a word for each category, a bit for each node, so that a row asks once for all of them.</summary>
sealed class ShapCategories
{
    const int MostNodes = 64;
    // Larger categories are rare and asked node by node, so that one of them cannot claim gigabytes.
    const int LongestTable = 1 << 12;

    readonly Tree _tree;
    readonly int _feature;
    readonly List<int> _nodes = [];
    ulong[] _words = [];

    ShapCategories(Tree tree, int feature) => (_tree, _feature) = (tree, feature);

    /// <summary>Adds a categorical node to the groups of its tree.</summary>
    public static ShapDecision Add(List<ShapCategories> groups, Tree tree, int node)
    {
        var feature = tree.SplitFeature[node];
        var group = groups.FindIndex(known => known._feature == feature && known._nodes.Count < MostNodes);
        if (group < 0)
        {
            group = groups.Count;
            groups.Add(new ShapCategories(tree, feature));
        }
        return ShapDecision.Category(group, groups[group].Add(node));
    }

    /// <summary>The word of each lane.</summary>
    /// <param name="rows">Eight lanes a feature, from the first feature on.</param>
    public Vector512<ulong> Answer(ReadOnlySpan<Vector512<double>> rows)
    {
        var (values, words) = (rows[_feature], Vector512<ulong>.Zero);
        for (var lane = 0; lane < Vector512<double>.Count; lane++) words = words.WithElement(lane, WordOf((float)values[lane]));
        return words;
    }

    ulong Add(int node)
    {
        var bit = 1ul << _nodes.Count;
        _nodes.Add(node);
        foreach (var category in _tree.CategoriesLeft(node).TakeWhile(category => category < LongestTable))
        {
            if (category >= _words.Length) Array.Resize(ref _words, category + 1);
            _words[category] |= bit;
        }
        return bit;
    }

    // As LightGBM does, a value is cut off towards zero.
    ulong WordOf(float value) => value > -1 && value < _words.Length ? _words[(int)value] : value >= LongestTable ? Ask(value) : 0;

    ulong Ask(float value)
    {
        var word = 0ul;
        for (var bit = 0; bit < _nodes.Count; bit++)
            if (_tree.GoesLeft(_nodes[bit], value)) word |= 1ul << bit;
        return word;
    }
}
