namespace CrmInsights.Mining.Trees.Internals;

/// <summary>Puts the start margin into the first tree, as LightGBM's format wants it.</summary>
static class StartTree
{
    public static Tree Empty() => new()
    {
        SplitFeature = [],
        Threshold = [],
        Kind = [],
        Left = [],
        Right = [],
        SplitGain = [],
        InternalValue = [],
        InternalWeight = [],
        InternalCount = [],
        LeafValue = [0],
        LeafWeight = [0],
        LeafCount = [0],
    };

    public static Tree Shift(Tree tree, double start) => new()
    {
        SplitFeature = tree.SplitFeature,
        Threshold = tree.Threshold,
        Kind = tree.Kind,
        Left = tree.Left,
        Right = tree.Right,
        SplitGain = tree.SplitGain,
        InternalValue = Array.ConvertAll(tree.InternalValue, value => value + start),
        InternalWeight = tree.InternalWeight,
        InternalCount = tree.InternalCount,
        LeafValue = Array.ConvertAll(tree.LeafValue, value => value + start),
        LeafWeight = tree.LeafWeight,
        LeafCount = tree.LeafCount,
        CategoryStarts = tree.CategoryStarts,
        CategoryBits = tree.CategoryBits,
        Shrinkage = tree.Shrinkage,
    };
}
