namespace CrmInsights.Mining.Associations;

/// <summary>Itemsets with their supports, in flat arrays. Items of an itemset rise.</summary>
public sealed class ItemsetCollection
{
    readonly int[] _items;
    readonly int[] _starts;
    readonly int[] _supports;

    internal ItemsetCollection(int[] items, int[] starts, int[] supports, int transactionCount)
    {
        (_items, _starts, _supports) = (items, starts, supports);
        TransactionCount = transactionCount;
    }

    /// <summary>Number of itemsets.</summary>
    public int Count => _supports.Length;

    /// <summary>Number of transactions they were counted in.</summary>
    public int TransactionCount { get; }

    /// <summary>Items of one itemset, rising.</summary>
    public ReadOnlySpan<int> this[int itemset] => _items.AsSpan(_starts[itemset].._starts[itemset + 1]);

    /// <summary>Number of transactions that hold the itemset.</summary>
    public int SupportOf(int itemset) => _supports[itemset];

    /// <summary>Share of the transactions that hold the itemset.</summary>
    public double RelativeSupport(int itemset) => (double)_supports[itemset] / TransactionCount;

    /// <summary>Items of the longest itemset; 0 where there is none.</summary>
    public int LongestLength
    {
        get
        {
            var longest = 0;
            for (var itemset = 0; itemset < Count; itemset++) longest = Math.Max(longest, _starts[itemset + 1] - _starts[itemset]);
            return longest;
        }
    }

    internal ItemsetCollection Where(Func<int, bool> keep)
    {
        var builder = new Internals.ItemsetBuilder();
        for (var itemset = 0; itemset < Count; itemset++)
        {
            if (keep(itemset)) builder.Add(this[itemset], _supports[itemset]);
        }
        return builder.Build(TransactionCount);
    }
}
