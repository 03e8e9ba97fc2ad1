namespace CrmInsights.Mining.Data.Internals;

/// <summary>Cuts a stream of UTF-8 text into blocks of whole lines; a byte order mark at its beginning is left out.</summary>
/// <param name="stream">Read once, from where it stands.</param>
/// <param name="content">What it holds, for messages.</param>
sealed class LineBlocks(Stream stream, string content)
{
    const int LongestLine = 1 << 28;

    byte[] _kept = [];
    int _nextLine = 1;

    /// <summary>Fills a block with the lines that come next; false at the end of the stream.</summary>
    /// <exception cref="InvalidDataException">A line is longer than 256 MiB; names it.</exception>
    public bool Next(TextBlock block)
    {
        var filled = _kept.Length;
        _kept.CopyTo(block.Room(filled));
        while (true)
        {
            var room = block.Room(filled);
            var wanted = Math.Min(room.Length - 1, LongestLine + 1) - filled;
            var read = stream.ReadAtLeast(room.Slice(filled, wanted), wanted, throwOnEndOfStream: false);
            filled += read;
            if (read < wanted && filled > 0 && room[filled - 1] != '\n') room[filled++] = (byte)'\n';
            var end = room[..filled].LastIndexOf((byte)'\n') + 1;
            if (end > 0 || read < wanted) return Close(block, room[..filled], end);
            if (filled > LongestLine)
                throw new InvalidDataException($"{content}, line {_nextLine}: more than {LongestLine} bytes without a line end; one a line was expected.");
        }
    }

    bool Close(TextBlock block, Span<byte> filled, int end)
    {
        _kept = filled[end..].ToArray();
        if (_nextLine == 1 && filled.StartsWith("\uFEFF"u8))
        {
            filled[3..].CopyTo(filled);
            end -= 3;
        }
        block.Close(end, _nextLine);
        _nextLine += block.LineCount;
        return end > 0;
    }
}
