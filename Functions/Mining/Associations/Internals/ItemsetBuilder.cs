namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Collects itemsets.</summary>
sealed class ItemsetBuilder(int most = int.MaxValue)
{
    readonly List<int> _items = [];
    readonly List<int> _starts = [0];
    readonly List<int> _supports = [];

    public int Count => _supports.Count;

    public void Add(ReadOnlySpan<int> items, int support)
    {
        if (_supports.Count >= most) throw TooMany(most);
        _items.AddRange(items);
        _starts.Add(_items.Count);
        _supports.Add(support);
    }

    /// <summary>Ends at once where an itemset and its subsets, which are all to be kept, are too many already.</summary>
    public void ExpectSubsetsOf(int length)
    {
        if ((length < 63 ? 1L << length : long.MaxValue) - 1 > most) throw TooMany(most);
    }

    /// <summary>Puts parts together one after the other, in arrays of just the length needed; takes the parts away as they are copied.</summary>
    public static ItemsetCollection Join(ItemsetBuilder?[] parts, int most, int transactionCount)
    {
        var (count, itemCount) = (parts.Sum(part => (long)part!.Count), parts.Sum(part => (long)part!._items.Count));
        if (count > most || itemCount > Array.MaxLength) throw TooMany(most);
        var (items, starts, supports) = (new int[itemCount], new int[count + 1], new int[count]);
        var (itemEnd, end) = (0, 0);
        for (var place = 0; place < parts.Length; place++)
        {
            var part = parts[place]!;
            part._items.CopyTo(items, itemEnd);
            part._supports.CopyTo(supports, end);
            for (var itemset = 1; itemset < part._starts.Count; itemset++) starts[end + itemset] = part._starts[itemset] + itemEnd;
            (itemEnd, end) = (itemEnd + part._items.Count, end + part.Count);
            parts[place] = null;
        }
        return new(items, starts, supports, transactionCount);
    }

    public ItemsetCollection Build(int transactionCount) => new([.. _items], [.. _starts], [.. _supports], transactionCount);

    static InvalidOperationException TooMany(int most) => new($"There are more than {most:N0} itemsets; raise the smallest support or bound the length. In dense data closed itemsets are far fewer than frequent ones, and maximal ones fewer still.");
}
