namespace CrmInsights.Mining.Data.Tables;

/// <summary>Text whose fields stand apart by any number of blanks and tabs, as one blank each; blanks at the ends of a line are left out.</summary>
sealed class BlankText(TextReader inner) : TextReader
{
    readonly char[] _read = new char[1 << 12];
    bool _inLine;
    bool _pending;

    public override int Read(char[] buffer, int index, int count)
    {
        // Half of the room: a letter may bring the blank before it.
        while (true)
        {
            var read = inner.Read(_read, 0, Math.Min(_read.Length, count / 2));
            var written = 0;
            foreach (var letter in _read.AsSpan(0, read)) Take(letter, buffer.AsSpan(index), ref written);
            if (read == 0 || written > 0) return written;
        }
    }

    void Take(char letter, Span<char> buffer, ref int written)
    {
        if (letter is ' ' or '\t')
        {
            _pending = _inLine;
            return;
        }
        var isEnd = letter is '\n' or '\r';
        if (_pending && !isEnd) buffer[written++] = ' ';
        buffer[written++] = letter;
        (_inLine, _pending) = (!isEnd, false);
    }
}
