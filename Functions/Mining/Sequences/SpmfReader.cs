using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CrmInsights.Mining.Data.Internals;

namespace CrmInsights.Mining.Sequences;

/// <summary>
/// Reads sequences in SPMF's text format, one a line: items of an element separated by blanks, -1 after each element, -2 at the end.
/// An element may begin with its time: <c>&lt;12&gt; 3 4 -1 &lt;15&gt; 3 -1 -2</c>.
/// </summary>
/// <remarks>Fournier-Viger et al. (2016), "The SPMF open-source data mining library version 2". Items are whole numbers from 0 on; an element's items are
/// sorted and repeats count once. Empty lines and lines that begin with #, % or @ are no sequences; <c>@ITEM=3=bread</c> names an item. A line that is only
/// -2 is an empty sequence.</remarks>
public sealed class SpmfReader
{
    const int HighestItem = 100_000_000;
    const int PlainDigits = 8;
    const int EmptySequence = -2;

    readonly SequenceDatabaseBuilder _builder = new();
    readonly Dictionary<int, string> _names = [];
    int[] _codes = [];
    int _line;

    SpmfReader()
    {
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the format; names line, column and what was found.</exception>
    public static SequenceDatabase Read(Stream stream, CancellationToken cancellation = default)
    {
        var reader = new SpmfReader();
        reader.ReadLines(stream, cancellation);
        return reader._builder.Build(reader._names.Count > 0 ? reader._names : null);
    }

    void ReadLines(Stream stream, CancellationToken cancellation)
    {
        var blocks = new LineBlocks(stream, "Sequences");
        var block = new TextBlock();
        while (blocks.Next(block))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var line in block.Lines) TakeLine(line.TrimEnd(" \t"u8));
        }
    }

    void TakeLine(ReadOnlySpan<byte> line)
    {
        _line++;
        if (line.IsEmpty || line[0] is (byte)'#' or (byte)'%') return;
        if (_codes.Length < line.Length) _codes = new int[2 * line.Length];
        if (line[0] == '@') TakeName(line);
        else if (_builder.HasTimes || !TryPlain(line, _codes, out var count)) TakeSequence(line);
        else _builder.AddSequence(_codes.AsSpan(0, count));
    }

    void TakeSequence(ReadOnlySpan<byte> line)
    {
        var (at, itemCount) = (0, 0);
        double? time = null;
        while (at < line.Length)
        {
            if (line[at] is (byte)' ' or (byte)'\t')
            {
                at++;
                continue;
            }
            var token = TokenAt(line, at);
            if (line[at] == '<')
            {
                if (itemCount > 0 || time is not null) throw Error(at, token, "the end of the element (-1); a time stands only at its beginning");
                time = TimeOf(token, at);
            }
            else if (line[at] != '-')
            {
                _builder.AddItem(ItemOf(token, at));
                itemCount++;
            }
            else if (token.SequenceEqual("-1"u8))
            {
                EndElement(at, itemCount, time);
                (itemCount, time) = (0, null);
            }
            else
            {
                EndSequence(line, at, begun: itemCount > 0 || time is not null);
                return;
            }
            at += token.Length;
        }
        throw new InvalidDataException($"Sequences, line {_line}, column {line.Length + 1}: found the end of the line, expected -2.");
    }

    /// <summary>Reads a line of items of few digits without times, as nearly all are; false where it is another, right or wrong.</summary>
    // Optimised at once: a file is read in one call, most of which would be over before the tiers notice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static bool TryPlain(ReadOnlySpan<byte> line, Span<int> codes, out int count)
    {
        count = 0;
        var (item, digits) = (0, 0);
        for (var at = 0; at < line.Length; at++)
        {
            var digit = line[at] - '0';
            if ((uint)digit <= 9)
            {
                item = item * 10 + digit;
                if (++digits > PlainDigits) return false;
            }
            else if (line[at] == ' ' && digits > 0)
            {
                codes[count++] = item;
                (item, digits) = (0, 0);
            }
            else if (line[at] == '-' && digits == 0 && at + 2 <= line.Length)
            {
                var last = count == 0 ? EmptySequence : codes[count - 1];
                if (line[at + 1] == '2') return at + 2 == line.Length && last < 0;
                if (line[at + 1] != '1' || last < 0 || at + 2 == line.Length || line[at + 2] != ' ') return false;
                codes[count++] = SequenceDatabaseBuilder.ElementEnd;
                at += 2;
            }
            else
            {
                return false;
            }
        }
        return false;
    }

    void EndElement(int at, int itemCount, double? time)
    {
        if (itemCount == 0) throw Error(at, "-1"u8, "an item; an element needs at least one");
        try
        {
            if (time is { } known) _builder.EndElement(known);
            else _builder.EndElement();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException($"Sequences, line {_line}, column {at + 1}: {wrong.Message}", wrong);
        }
    }

    void EndSequence(ReadOnlySpan<byte> line, int at, bool begun)
    {
        var token = TokenAt(line, at);
        if (!token.SequenceEqual("-2"u8)) throw Error(at, token, "an item, -1 or -2");
        if (begun) throw Error(at, token, "-1 at the end of the element");
        if (line.Length > at + 2) throw Error(at + 2, line[(at + 2)..].TrimStart((byte)' '), "the end of the line after -2");
        _builder.EndSequence();
    }

    void TakeName(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("@ITEM="u8)) return;
        var rest = line[6..];
        var split = rest.IndexOf((byte)'=');
        if (split <= 0) throw Error(6, rest, "number=name");
        if (!_names.TryAdd(ItemOf(rest[..split], 6), Encoding.UTF8.GetString(rest[(split + 1)..]))) throw Error(6, rest, "a name for each item once");
    }

    int ItemOf(ReadOnlySpan<byte> token, int at)
    {
        var item = 0;
        foreach (var letter in token)
        {
            var digit = letter - '0';
            if ((uint)digit > 9) throw Error(at, token, "a whole number");
            item = item * 10 + digit;
            if (item > HighestItem) throw Error(at, token, $"an item up to {HighestItem}");
        }
        return item;
    }

    double TimeOf(ReadOnlySpan<byte> token, int at) =>
        token.Length > 2 && token[^1] == '>' && double.TryParse(token[1..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var time) && double.IsFinite(time)
            ? time
            : throw Error(at, token, "a time such as <12>");

    static ReadOnlySpan<byte> TokenAt(ReadOnlySpan<byte> line, int at)
    {
        var length = line[at..].IndexOfAny((byte)' ', (byte)'\t');
        return length < 0 ? line[at..] : line.Slice(at, length);
    }

    InvalidDataException Error(int at, ReadOnlySpan<byte> found, string expected) =>
        new($"Sequences, line {_line}, column {at + 1}: found '{Encoding.UTF8.GetString(found[..Math.Min(found.Length, 40)])}', expected {expected}.");
}
