namespace CrmInsights.Mining.Trees.Internals;

/// <summary>A leaf of the tree being grown.</summary>
sealed class Leaf
{
    /// <summary>Where the leaf's rows begin in the partition.</summary>
    public int Start { get; init; }
    public int Count { get; init; }
    public int Depth { get; init; }
    /// <summary>Packed sum over the rows.</summary>
    public long Sum { get; set; }
    /// <summary>Bounds that monotone splits above put on the leaf's value.</summary>
    public double Lower { get; init; } = double.NegativeInfinity;
    public double Upper { get; init; } = double.PositiveInfinity;
    public long[]? Histogram { get; set; }
    public SplitCandidate Best { get; set; } = SplitCandidate.None;
    /// <summary>The node above and the side; -1 for the root.</summary>
    public int Parent { get; init; } = -1;
    public bool IsLeft { get; init; }
}
