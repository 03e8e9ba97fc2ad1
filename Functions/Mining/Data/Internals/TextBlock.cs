namespace CrmInsights.Mining.Data.Internals;

/// <summary>Some whole lines of a UTF-8 text. Each has its end, also where the stream ended without one.</summary>
sealed class TextBlock
{
    /// <summary>Bytes that may be read beyond the text, so that a number can be taken eight letters at a time.</summary>
    public const int Slack = 8;
    const int FirstLength = 1 << 19;

    byte[] _buffer = new byte[FirstLength];

    /// <summary>Number of the first line, from 1.</summary>
    public int FirstLine { get; private set; }

    public int LineCount { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Text => _buffer.AsSpan(0, Length);

    /// <summary>The text and <see cref="Slack"/> bytes of no meaning after it.</summary>
    public ReadOnlySpan<byte> Padded => _buffer.AsSpan(0, Length + Slack);

    /// <summary>The lines of the text without their ends.</summary>
    public TextLines Lines => new(this);

    /// <summary>All room for text; twice as much where it is full.</summary>
    internal Span<byte> Room(int filled)
    {
        if (filled + Slack + 1 >= _buffer.Length) Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        return _buffer.AsSpan(0, _buffer.Length - Slack);
    }

    internal void Close(int length, int firstLine)
    {
        (Length, FirstLine) = (length, firstLine);
        LineCount = Text.Count((byte)'\n');
    }
}
