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
        if (_itemEnd == _items.Length) Grow(ref _items, _itemEnd + 1L);
        _items[_itemEnd++] = item;
        if (item > _highest) _highest = item;
    }

    /// <summary>Ends the present transaction; one without items counts too.</summary>
    public void EndTransaction()
    {
        _itemEnd = _start + SortUnique(_items.AsSpan(_start, _itemEnd - _start));
        Count++;
        if (Count == _starts.Length) Grow(ref _starts, Count + 1L);
        _starts[Count] = _itemEnd;
        _start = _itemEnd;
    }

    /// <summary>The transactions ended so far.</summary>
    public Transactions Build(IReadOnlyList<string>? names = null)
    {
        Trim(ref _items, _itemEnd);
        Trim(ref _starts, Count + 1);
        return new(_items, _starts, Count, Math.Max(_highest + 1, names?.Count ?? 0)) { Names = names };
    }

    /// <summary>Makes room ahead of many transactions.</summary>
    internal void Reserve(int itemCount, int transactionCount)
    {
        if (itemCount > _items.Length) Array.Resize(ref _items, itemCount);
        if (transactionCount >= _starts.Length) Array.Resize(ref _starts, transactionCount + 1);
    }

    /// <summary>Adds transactions whose items rise.</summary>
    /// <param name="items">Items of all of them.</param>
    /// <param name="ends">Where each ends among the items.</param>
    internal void Append(ReadOnlySpan<int> items, ReadOnlySpan<int> ends)
    {
        Grow(ref _items, (long)_start + items.Length);
        Grow(ref _starts, (long)Count + ends.Length + 1);
        items.CopyTo(_items.AsSpan(_start));
        foreach (var end in ends)
        {
            if (end > 0) _highest = Math.Max(_highest, items[end - 1]);
            _starts[++Count] = _start + end;
        }
        _itemEnd = _start += items.Length;
    }

    /// <summary>Sorts in place and returns the number of different items, which come first.</summary>
    internal static int SortUnique(Span<int> items)
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

    static void Grow(ref int[] array, long needed)
    {
        if (needed <= array.Length) return;
        if (needed > Array.MaxLength)
            throw new InvalidDataException($"There are more than {Array.MaxLength:N0} items in all baskets, more than one data set holds; mine the baskets in partitions.");
        Array.Resize(ref array, (int)Math.Min(Math.Max(needed, 2L * array.Length), Array.MaxLength));
    }

    /// <summary>Gives room back where a quarter or more is not used.</summary>
    static void Trim(ref int[] array, int used)
    {
        if (used < array.Length / 4 * 3L) Array.Resize(ref array, used);
    }
}
