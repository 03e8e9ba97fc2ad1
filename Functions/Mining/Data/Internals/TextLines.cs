namespace CrmInsights.Mining.Data.Internals;

/// <summary>Goes through the lines of a block, without the ends \n or \r\n.</summary>
ref struct TextLines(TextBlock block)
{
    ReadOnlySpan<byte> _rest = block.Text;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly TextLines GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        var length = _rest.IndexOf((byte)'\n');
        Current = _rest[..length].TrimEnd((byte)'\r');
        _rest = _rest[(length + 1)..];
        return true;
    }
}
