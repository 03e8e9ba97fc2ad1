namespace CrmInsights.Mining.Associations.Internals;

/// <summary>Numbers of rows, last in, first out.</summary>
sealed class RowStack
{
    int[] _rows = new int[64];

    public int Count { get; private set; }

    public Span<int> Rows => _rows.AsSpan(0, Count);

    public void Push(int row)
    {
        if (Count == _rows.Length) Array.Resize(ref _rows, 2 * Count);
        _rows[Count++] = row;
    }

    public void CutTo(int count) => Count = count;
}
