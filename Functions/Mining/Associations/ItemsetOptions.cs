namespace CrmInsights.Mining.Associations;

/// <summary>Which itemsets are kept.</summary>
public enum ItemsetKind
{
    /// <summary>Every itemset with enough support.</summary>
    Frequent,
    /// <summary>Those that no larger itemset has the support of.</summary>
    Closed,
    /// <summary>Those that are in no larger frequent itemset.</summary>
    Maximal,
}

/// <summary>Settings of <see cref="FrequentItemsets.Mine"/>.</summary>
public sealed record ItemsetOptions
{
    /// <summary>Smallest number of transactions, at least 1.</summary>
    public int MinSupport { get; init; } = 1;
    /// <summary>Most items of an itemset; 0 means no limit. With a limit closed and maximal are meant among the itemsets up to it, which are all mined first.</summary>
    public int MaxLength { get; init; }
    /// <summary>Which itemsets are kept.</summary>
    public ItemsetKind Kind { get; init; } = ItemsetKind.Frequent;
    /// <summary>Mining stops with an error beyond so many itemsets: the support is too low for this data.</summary>
    public int MaxItemsets { get; init; } = 50_000_000;

    /// <summary>The smallest count that is at least a share of the transactions, computed in decimal so that 0.1 x 30 is 3.</summary>
    public static int CountOf(decimal share, int transactionCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return Math.Max(1, (int)Math.Ceiling(share * transactionCount));
    }
}
