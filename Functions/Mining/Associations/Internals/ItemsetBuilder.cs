using System.Runtime.InteropServices;

namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Collects itemsets.</summary>
sealed class ItemsetBuilder(int most)
{
    readonly List<int> _items = [];
    readonly List<int> _starts = [0];
    readonly List<int> _supports = [];

    public int Count => _supports.Count;

    public void Add(ReadOnlySpan<int> items, int support)
    {
        // All subsets of a frequent itemset are frequent too, so a long one tells early that there are too many.
        if (_supports.Count >= most || (items.Length < 63 ? 1L << items.Length : long.MaxValue) - 1 > most) throw TooMany();
        _items.AddRange(items);
        _starts.Add(_items.Count);
        _supports.Add(support);
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

    InvalidOperationException TooMany() => new($"More than {most} itemsets are frequent; raise the smallest support or bound the length.");
}
