using System.Text;

namespace CrmInsights.Mining.Associations;

/// <summary>Reads baskets, one a line, as UTF-8 text. An empty line is a basket without items, except at the end.</summary>
public sealed class BasketReader
{
    const int HighestItem = 100_000_000;
    const int BufferLength = 1 << 18;
    const int LongestLine = 1 << 28;

    readonly TransactionsBuilder _builder = new();
    readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codesBySpan;
    readonly List<string> _names = [];
    BasketFormat _format;
    int _line;

    BasketReader(BasketFormat format)
    {
        _format = format;
        _codesBySpan = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the format; names the line and what was found.</exception>
    public static Transactions Read(Stream stream, BasketFormat format = BasketFormat.Auto, CancellationToken cancellation = default)
    {
        var reader = new BasketReader(format);
        reader.ReadLines(stream, cancellation);
        return reader._builder.Build(reader._format == BasketFormat.Names ? reader._names : null);
    }

    void ReadLines(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[BufferLength];
        var kept = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (kept == buffer.Length) Array.Resize(ref buffer, Grown(buffer.Length));
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            if (read == 0) break;
            var filled = kept + read;
            var used = TakeLines(buffer.AsSpan(0, filled));
            buffer.AsSpan(used, filled - used).CopyTo(buffer);
            kept = filled - used;
        }
        if (kept > 0) TakeLine(buffer.AsSpan(0, kept));
    }

    /// <summary>Takes all whole lines and returns how many bytes they had.</summary>
    int TakeLines(ReadOnlySpan<byte> text)
    {
        var used = 0;
        while (true)
        {
            var length = text[used..].IndexOf((byte)'\n');
            if (length < 0) return used;
            TakeLine(text.Slice(used, length));
            used += length + 1;
        }
    }

    void TakeLine(ReadOnlySpan<byte> line)
    {
        _line++;
        if (_line == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        line = line.TrimEnd((byte)'\r');
        if (_format == BasketFormat.Auto) Decide(line);
        if (_format == BasketFormat.Names) TakeNames(line);
        else TakeNumbers(line);
        _builder.EndTransaction();
    }

    void Decide(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty) return;
        _format = line.IndexOfAnyExcept("0123456789 \t"u8) < 0 ? BasketFormat.Fimi : BasketFormat.Names;
    }

    void TakeNumbers(ReadOnlySpan<byte> line)
    {
        var item = -1;
        foreach (var letter in line)
        {
            var digit = letter - '0';
            if ((uint)digit <= 9)
            {
                item = (item < 0 ? 0 : item * 10) + digit;
                if (item > HighestItem) throw Error($"an item above {HighestItem}");
                continue;
            }
            if (letter is not ((byte)' ' or (byte)'\t'))
                throw Error($"'{Encoding.UTF8.GetString(line[..Math.Min(line.Length, 40)])}', not whole numbers separated by blanks");
            if (item >= 0) _builder.AddItem(item);
            item = -1;
        }
        if (item >= 0) _builder.AddItem(item);
    }

    void TakeNames(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line).AsSpan();
        foreach (var range in text.Split(','))
        {
            var name = text[range].Trim().Trim('"');
            if (!name.IsEmpty) _builder.AddItem(CodeOf(name));
        }
    }

    int CodeOf(ReadOnlySpan<char> name)
    {
        if (_codesBySpan.TryGetValue(name, out var code)) return code;
        code = _names.Count;
        _names.Add(name.ToString());
        _codes.Add(_names[code], code);
        return code;
    }

    InvalidDataException Error(string found) => new($"Baskets, line {_line}: found {found}.");

    int Grown(int length) => length < LongestLine
        ? length * 2
        : throw Error($"more than {LongestLine} bytes without a line end; one basket a line was expected");
}
