namespace CrmInsights.Mining.Recommend;

/// <summary>How alike two items are.</summary>
public enum ItemSimilarity
{
    /// <summary>Cosine of the angle between the items' weights over users.</summary>
    Cosine,
    /// <summary>Users of both over users of either; weights do not count.</summary>
    Jaccard,
}

/// <summary>Settings of <see cref="ItemNeighbours.Fit"/>.</summary>
public sealed record ItemNeighboursOptions
{
    /// <summary>How alike two items are.</summary>
    public ItemSimilarity Similarity { get; init; } = ItemSimilarity.Cosine;
    /// <summary>Most neighbours kept of an item, at least 1.</summary>
    public int NeighbourCount { get; init; } = 50;
    /// <summary>Added to the denominator, 0 or more, so that few common users make no strong likeness.</summary>
    public double Shrinkage { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(NeighbourCount, 1);
        if (!(Shrinkage >= 0) || double.IsInfinity(Shrinkage)) throw new ArgumentOutOfRangeException(nameof(Shrinkage), Shrinkage, "A finite number of at least 0 was expected.");
    }
}
