using System.Text;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Internals;

namespace CrmInsights.Mining.Associations;

/// <summary>Reads baskets, one a line, as UTF-8 text. An empty line is a basket without items, except at the end.</summary>
public sealed class BasketReader
{
    readonly TransactionsBuilder _builder = new();
    readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _codesBySpan;
    readonly List<string> _names = [];
    readonly LineBlocks _lines;
    readonly Stream _stream;
    readonly RunContext _run;
    BasketFormat _format;

    BasketReader(Stream stream, BasketFormat format, RunContext run)
    {
        (_stream, _format, _run) = (stream, format, run);
        _lines = new LineBlocks(stream, "Baskets");
        _codesBySpan = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Reads a stream to its end, in one thread.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the format; names line, column and what was found.</exception>
    public static Transactions Read(Stream stream, BasketFormat format = BasketFormat.Auto, CancellationToken cancellation = default) =>
        Read(stream, format, new RunContext(cancellation));

    /// <summary>Reads a stream to its end. Numbers are read by as many threads as the run allows; the result does not depend on it.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the format; names line, column and what was found.</exception>
    public static Transactions Read(Stream stream, BasketFormat format, RunContext run)
    {
        var reader = new BasketReader(stream, format, run);
        reader.ReadBlocks();
        return reader._builder.Build(reader._format == BasketFormat.Names ? reader._names : null);
    }

    void ReadBlocks()
    {
        var blocks = new BasketBlock[Math.Max(1, _run.MaxThreads)];
        for (var block = 0; block < blocks.Length; block++) blocks[block] = new BasketBlock();
        while (true)
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            if (_stream.CanSeek && _stream.Length > 0) _run.Progress?.Report(Math.Min(1, (double)_stream.Position / _stream.Length));
            var filled = 0;
            while (filled < blocks.Length && _lines.Next(blocks[filled].Text)) filled++;
            if (filled == 0) return;
            Take(blocks.AsSpan(0, filled).ToArray());
        }
    }

    void Take(BasketBlock[] blocks)
    {
        foreach (var block in blocks) Decide(block.Text);
        if (_format == BasketFormat.Names)
        {
            foreach (var block in blocks) TakeNames(block.Text);
            return;
        }
        Parallel.For(0, blocks.Length, block => blocks[block].TakeNumbers());
        foreach (var block in blocks)
        {
            if (block.Failure is { } failure) throw failure;
            if (_builder.Count == 0) Reserve(block);
            _builder.Append(block.Items, block.Ends);
        }
    }

    /// <summary>Makes room for the whole stream, where its length is known, as if it went on like its first block.</summary>
    void Reserve(BasketBlock first)
    {
        if (!_stream.CanSeek) return;
        var share = 1.02 * _stream.Length / first.Text.Length;
        _builder.Reserve((int)Math.Min(share * first.Items.Length, Array.MaxLength / 4), (int)Math.Min(share * first.Ends.Length, Array.MaxLength / 4));
    }

    void Decide(TextBlock text)
    {
        if (_format != BasketFormat.Auto) return;
        foreach (var line in text.Lines)
        {
            if (line.IsEmpty) continue;
            _format = line.IndexOfAnyExcept("0123456789 \t"u8) < 0 ? BasketFormat.Fimi : BasketFormat.Names;
            return;
        }
    }

    void TakeNames(TextBlock text)
    {
        foreach (var line in text.Lines)
        {
            TakeNames(Encoding.UTF8.GetString(line));
            _builder.EndTransaction();
        }
    }

    void TakeNames(ReadOnlySpan<char> line)
    {
        foreach (var range in line.Split(','))
        {
            var name = line[range].Trim().Trim('"');
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
}
