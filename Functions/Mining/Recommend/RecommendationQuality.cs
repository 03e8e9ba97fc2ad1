namespace CrmInsights.Mining.Recommend;

/// <summary>How good recommendations were, means over users.</summary>
public sealed record RecommendationQuality
{
    /// <summary>All items taken.</summary>
    public required RankedHits All { get; init; }
    /// <summary>Items that the user had before only.</summary>
    public required RankedHits Repeat { get; init; }
    /// <summary>Items that were new to the user only.</summary>
    public required RankedHits Explore { get; init; }
    /// <summary>Share of all items that were recommended to anyone.</summary>
    public required double Coverage { get; init; }
    /// <summary>Mean surprise of what was recommended, in bits: -log2 of the share of users who have the item. NaN where nothing was recommended.</summary>
    public required double Novelty { get; init; }
}

/// <summary>Hits among the items of one kind.</summary>
/// <param name="UserCount">Users who took an item of the kind; the means are over them, NaN without any.</param>
/// <param name="HitRate">Share of them with at least one such item among the recommended.</param>
/// <param name="Recall">Share of a user's items of the kind that were recommended.</param>
/// <param name="Ndcg">Discounted gain, 1 / log2(1 + rank) a hit, over that of the best list.</param>
public sealed record RankedHits(int UserCount, double HitRate, double Recall, double Ndcg);
