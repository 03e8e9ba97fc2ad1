namespace CrmInsights.Mining.Trees.Internals;

/// <summary>A tree while it grows: splits made so far, and leaves with their rows. Leaf numbers are those of the finished tree.</summary>
sealed class GrownTree(RowPartition partition)
{
    public List<Leaf> Leaves { get; } = [];
    public List<SplitCandidate> Splits { get; } = [];
    public List<int> LeftChild { get; } = [];
    public List<int> RightChild { get; } = [];

    /// <summary>Rows of a leaf, rising.</summary>
    public ReadOnlySpan<int> RowsOf(Leaf leaf) => partition.Rows.AsSpan(leaf.Start, leaf.Count);

    /// <summary>Replaces the leaf at a place by a node: its left side keeps the place, its right side gets the next number.</summary>
    public (Leaf Left, Leaf Right) Split(int place, int leftCount, IReadOnlyList<int> monotone)
    {
        var leaf = Leaves[place];
        var node = Splits.Count;
        Splits.Add(leaf.Best);
        LeftChild.Add(~place);
        RightChild.Add(~Leaves.Count);
        if (leaf.Parent >= 0) (leaf.IsLeft ? LeftChild : RightChild)[leaf.Parent] = node;

        var (leftBounds, rightBounds) = Bounds(leaf, monotone);
        var left = Child(leaf, node, isLeft: true, leaf.Start, leftCount, leftBounds);
        var right = Child(leaf, node, isLeft: false, leaf.Start + leftCount, leaf.Count - leftCount, rightBounds);
        Leaves[place] = left;
        Leaves.Add(right);
        return (left, right);
    }

    static Leaf Child(Leaf leaf, int node, bool isLeft, int start, int count, (double Lower, double Upper) bounds) => new()
    {
        Start = start,
        Count = count,
        Depth = leaf.Depth + 1,
        Lower = bounds.Lower,
        Upper = bounds.Upper,
        Parent = node,
        IsLeft = isLeft,
    };

    static ((double, double) Left, (double, double) Right) Bounds(Leaf leaf, IReadOnlyList<int> monotone)
    {
        var same = (leaf.Lower, leaf.Upper);
        var direction = monotone.Count == 0 ? 0 : monotone[leaf.Best.Feature];
        if (direction == 0) return (same, same);
        var middle = (leaf.Best.LeftOutput + leaf.Best.RightOutput) / 2;
        var below = (leaf.Lower, middle);
        var above = (middle, leaf.Upper);
        return direction > 0 ? (below, above) : (above, below);
    }
}
