namespace CrmInsights.Mining.Sequences.Internals;

/// <summary>The pattern that is being grown, over the items of <see cref="FlatSequences"/>.</summary>
sealed class PatternPrefix(FlatSequences data)
{
    int[] _items = new int[16];
    int[] _starts = new int[17];
    int[] _codes = [];

    /// <summary>Items of all elements.</summary>
    public int Length { get; private set; }

    public int ElementCount { get; private set; }

    public ReadOnlySpan<int> LastElement => Element(ElementCount - 1);

    public ReadOnlySpan<int> Element(int element) => _items.AsSpan(_starts[element].._starts[element + 1]);

    public void Clear() => (Length, ElementCount) = (0, 0);

    /// <summary>Adds an item to the last element, or as a new one.</summary>
    public void Push(int item, bool newElement)
    {
        if (Length == _items.Length)
        {
            Array.Resize(ref _items, _items.Length * 2);
            Array.Resize(ref _starts, _items.Length + 1);
        }
        if (newElement) _starts[ElementCount++] = Length;
        _items[Length++] = item;
        _starts[ElementCount] = Length;
    }

    public void Pop()
    {
        Length--;
        if (_starts[ElementCount - 1] == Length) ElementCount--;
        _starts[ElementCount] = Length;
    }

    /// <summary>The pattern in the data's own items, with an end after each element.</summary>
    public ReadOnlySpan<int> ToCodes()
    {
        if (_codes.Length < 2 * Length) _codes = new int[4 * Length];
        var end = 0;
        for (var element = 0; element < ElementCount; element++)
        {
            foreach (var item in Element(element)) _codes[end++] = data.Original[item];
            _codes[end++] = SequencePatternCollection.ElementEnd;
        }
        return _codes.AsSpan(0, end);
    }
}
