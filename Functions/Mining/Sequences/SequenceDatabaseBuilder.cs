using System.Runtime.CompilerServices;

namespace CrmInsights.Mining.Sequences;

/// <summary>Collects sequences item by item.</summary>
public sealed class SequenceDatabaseBuilder
{
    /// <summary>Stands after the items of an element.</summary>
    internal const int ElementEnd = SequencePatternCollection.ElementEnd;

    int[] _items = new int[1024];
    int[] _elementStarts = new int[1024];
    int[] _sequenceStarts = new int[256];
    double[] _times = [];
    int _itemEnd;
    int _elementCount;
    bool _timed;

    /// <summary>Sequences ended so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an item of 0 or more to the present element; a repeat counts once.</summary>
    public void AddItem(int item)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        if (_itemEnd == _items.Length) Array.Resize(ref _items, checked(_items.Length * 2));
        _items[_itemEnd++] = item;
    }

    /// <summary>Ends the present element, which has no time.</summary>
    /// <exception cref="InvalidOperationException">The element is empty, or earlier elements have times.</exception>
    public void EndElement()
    {
        if (_timed) throw new InvalidOperationException("This element has no time, but elements before it have; all or none were expected.");
        CloseElement();
    }

    /// <summary>Ends the present element.</summary>
    /// <param name="time">When it happened; finite and not before the element before it.</param>
    /// <exception cref="InvalidOperationException">The element is empty, or earlier elements have no times.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The time is not finite or goes back.</exception>
    public void EndElement(double time)
    {
        if (!_timed && _elementCount > 0) throw new InvalidOperationException("This element has a time, but elements before it have none; all or none were expected.");
        if (!double.IsFinite(time)) throw new ArgumentOutOfRangeException(nameof(time), time, "A finite time was expected.");
        if (_elementCount > _sequenceStarts[Count] && time < _times[_elementCount - 1])
            throw new ArgumentOutOfRangeException(nameof(time), time, $"Times within a sequence must not go back; the element before is at {_times[_elementCount - 1]}.");
        _timed = true;
        CloseElement();
        if (_elementCount > _times.Length) Array.Resize(ref _times, Math.Max(1024, _times.Length * 2));
        _times[_elementCount - 1] = time;
    }

    /// <summary>Ends the present sequence; one without elements counts too.</summary>
    /// <exception cref="InvalidOperationException">An element was begun but not ended.</exception>
    public void EndSequence()
    {
        if (_itemEnd > _elementStarts[_elementCount]) throw new InvalidOperationException("The last element of the sequence was not ended.");
        Count++;
        if (Count == _sequenceStarts.Length) Array.Resize(ref _sequenceStarts, checked(_sequenceStarts.Length * 2));
        _sequenceStarts[Count] = _elementCount;
    }

    /// <summary>True after an element with a time.</summary>
    internal bool HasTimes => _timed;

    /// <summary>Adds a whole sequence without times.</summary>
    /// <param name="codes">Items of 0 or more, at least one an element, and <see cref="ElementEnd"/> after each element.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void AddSequence(ReadOnlySpan<int> codes)
    {
        while (_items.Length - _itemEnd < codes.Length) Array.Resize(ref _items, checked(_items.Length * 2));
        while (_elementStarts.Length - _elementCount <= codes.Length) Array.Resize(ref _elementStarts, checked(_elementStarts.Length * 2));
        var (items, end) = (_items, _itemEnd);
        foreach (var code in codes)
        {
            var start = _elementStarts[_elementCount];
            if (code >= 0)
            {
                items[end++] = code;
            }
            else
            {
                if (end > start + 1) end = start + SortUnique(items.AsSpan(start, end - start));
                _elementStarts[++_elementCount] = end;
            }
        }
        _itemEnd = end;
        EndSequence();
    }

    /// <summary>The sequences ended so far.</summary>
    /// <param name="names">Names by item, or null.</param>
    public SequenceDatabase Build(IReadOnlyDictionary<int, string>? names = null)
    {
        var elements = _sequenceStarts[Count];
        return new SequenceDatabase(
            _items[.._elementStarts[elements]], _elementStarts[..(elements + 1)], _sequenceStarts[..(Count + 1)], _timed ? _times[..elements] : null, names);
    }

    void CloseElement()
    {
        var start = _elementStarts[_elementCount];
        if (_itemEnd == start) throw new InvalidOperationException("An element needs at least one item.");
        _itemEnd = start + SortUnique(_items.AsSpan(start, _itemEnd - start));
        _elementCount++;
        if (_elementCount == _elementStarts.Length) Array.Resize(ref _elementStarts, checked(_elementStarts.Length * 2));
        _elementStarts[_elementCount] = _itemEnd;
    }

    /// <summary>Sorts in place and returns the number of different items, which come first.</summary>
    static int SortUnique(Span<int> items)
    {
        if (items.Length == 1) return 1;
        if (items.Length > 2) items.Sort();
        else if (items[0] > items[1]) items.Reverse();
        var kept = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i] != items[kept - 1]) items[kept++] = items[i];
        }
        return kept;
    }
}
