using System.Runtime.InteropServices;

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
        if (_supports.Count >= most) throw TooMany();
        _items.AddRange(items);
        _starts.Add(_items.Count);
        _supports.Add(support);
    }

    /// <summary>Ends at once where an itemset and its subsets, which are all to be kept, are too many already.</summary>
    public void ExpectSubsetsOf(int length)
    {
        if ((length < 63 ? 1L << length : long.MaxValue) - 1 > most) throw TooMany();
    }

    public void Append(ItemsetBuilder other)
    {
        if ((long)Count + other.Count > most) throw TooMany();
        var shift = _items.Count;
        _items.AddRange(CollectionsMarshal.AsSpan(other._items));
        for (var i = 1; i < other._starts.Count; i++) _starts.Add(other._starts[i] + shift);
        _supports.AddRange(CollectionsMarshal.AsSpan(other._supports));
    }

    public ItemsetCollection Build(int transactionCount) => new([.. _items], [.. _starts], [.. _supports], transactionCount);

    InvalidOperationException TooMany() => new($"There are more than {most:N0} itemsets; raise the smallest support or bound the length. In dense data closed itemsets are far fewer than frequent ones, and maximal ones fewer still.");
}
