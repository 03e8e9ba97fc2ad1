namespace CrmInsights.Mining.Trees.Internals.Scoring;

/// <summary>What all categorical nodes of one feature say of a category: a word a tree, a bit a node, set where it goes right.</summary>
sealed class CategoryWords
{
    readonly CategoryCodes _codes;
    readonly int _treeCount;

    public CategoryWords(int feature, CategoryCodes codes, IReadOnlyList<Tree> trees)
    {
        (Feature, _codes, _treeCount) = (feature, codes, trees.Count);
        Words = new ulong[codes.Count * trees.Count];
        for (var tree = 0; tree < trees.Count; tree++)
            for (var node = 0; node < trees[tree].NodeTotal; node++)
                if (trees[tree].SplitFeature[node] == feature && trees[tree].Kind[node].IsCategorical) Write(trees[tree], tree, node);
    }

    public int Feature { get; }

    /// <summary>Code after code, one a tree.</summary>
    public ulong[] Words { get; }

    /// <summary>Where the words of a value begin.</summary>
    public int PlaceOf(float value) => _codes.CodeOf(value) * _treeCount;

    void Write(Tree tree, int place, int node)
    {
        for (var code = 0; code < _codes.Count; code++) Words[code * _treeCount + place] |= 1ul << node;
        foreach (var category in tree.CategoriesLeft(node)) Words[_codes.CodeOf(category) * _treeCount + place] &= ~(1ul << node);
    }
}
