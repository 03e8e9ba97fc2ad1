namespace CrmInsights.Mining.Associations;

/// <summary>Collects transactions item by item.</summary>
public sealed class TransactionsBuilder
{
    int[] _items = new int[1024];
    int[] _starts = new int[256];
    int _itemEnd;
    int _start;
    int _highest = -1;

    /// <summary>Transactions ended so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item of 0 or more to the present transaction; a repeat counts once.</summary>
    public void AddItem(int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        if (_itemEnd == _items.Length) Array.Resize(ref _items, checked(_items.Length * 2));
        _items[_itemEnd++] = item;
        if (item > _highest) _highest = item;
    }

    /// <summary>Ends the present transaction; one without items counts too.</summary>
    public void EndTransaction()
    {
        _itemEnd = _start + SortUnique(_items.AsSpan(_start, _itemEnd - _start));
        Count++;
        if (Count + 1 > _starts.Length) Array.Resize(ref _starts, _starts.Length * 2);
        _starts[Count] = _itemEnd;
        _start = _itemEnd;
    }

    /// <summary>The transactions ended so far.</summary>
    public Transactions Build(IReadOnlyList<string>? names = null) =>
        new(_items[.._start], _starts[..(Count + 1)], Math.Max(_highest + 1, names?.Count ?? 0), names);

    /// <summary>Sorts in place and returns the number of different items, which come first.</summary>
    static int SortUnique(Span<int> items)
    {
        if (items.Length < 2) return items.Length;
        if (!IsRising(items)) items.Sort();
        var kept = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i] != items[kept - 1]) items[kept++] = items[i];
        }
        return kept;
    }

    static bool IsRising(ReadOnlySpan<int> items)
    {
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i] <= items[i - 1]) return false;
        }
        return true;
    }
}
