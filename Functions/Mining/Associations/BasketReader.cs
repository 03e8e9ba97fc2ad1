using System.Buffers;
using System.Text;
using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Data.Internals;

namespace CrmInsights.Mining.Associations;

/// <summary>Reads baskets, one a line, as UTF-8 text. An empty line is a basket without items, except at the end.</summary>
public sealed class BasketReader
{
    static readonly SearchValues<byte> s_controls = SearchValues.Create([.. Enumerable.Range(0, ' ').Where(letter => letter != '\t').Select(letter => (byte)letter)]);

    readonly BasketCoding _coding;
    readonly LineBlocks _lines;
    readonly BasketBlock[] _blocks;
    readonly Stream _stream;
    readonly RunContext _run;
    TransactionsBuilder _builder = new();
    long _taken;

    internal BasketReader(Stream stream, BasketCoding coding, RunContext run)
    {
        (_stream, _coding, _run) = (stream, coding, run);
        _lines = new LineBlocks(stream, "Baskets");
        _blocks = new BasketBlock[Math.Max(1, _run.MaxThreads)];
        for (var block = 0; block < _blocks.Length; block++) _blocks[block] = new BasketBlock();
    }

    /// <summary>Reads a stream to its end, in one thread.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the format; names line, column and what was found.</exception>
    public static Transactions Read(Stream stream, BasketFormat format = BasketFormat.Auto, CancellationToken cancellation = default) =>
        Read(stream, format, new RunContext(cancellation));

    /// <summary>Reads a stream to its end. Numbers are read by as many threads as the run allows; the result does not depend on it.</summary>
    /// <exception cref="InvalidDataException">A line does not fit the format; names line, column and what was found.</exception>
    public static Transactions Read(Stream stream, BasketFormat format, RunContext run) =>
        new BasketReader(stream, new BasketCoding(format), run).ReadTo(long.MaxValue);

    /// <summary>Reads on until so many bytes of the stream are taken, up to a block more, or to its end.</summary>
    internal Transactions ReadTo(long bytes)
    {
        _builder = new TransactionsBuilder();
        while (_taken < bytes)
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            if (_stream.CanSeek && _stream.Length > 0) _run.Progress?.Report(Math.Min(1, (double)_stream.Position / _stream.Length));
            var filled = 0;
            while (filled < _blocks.Length && _lines.Next(_blocks[filled].Text)) filled++;
            if (filled == 0) break;
            Take(_blocks.AsSpan(0, filled).ToArray(), bytes);
        }
        return _builder.Build(_coding.Names);
    }

    void Take(BasketBlock[] blocks, long bytes)
    {
        foreach (var block in blocks) _coding.Decide(block.Text);
        if (_coding.Format == BasketFormat.Names)
        {
            foreach (var block in blocks) TakeNames(block.Text);
        }
        else
        {
            Parallel.For(0, blocks.Length, block => blocks[block].TakeNumbers());
            foreach (var block in blocks) Append(block, bytes);
        }
        foreach (var block in blocks) _taken += block.Text.Length;
    }

    void Append(BasketBlock block, long bytes)
    {
        if (block.Failure is { } failure) throw failure;
        if (_builder.Count == 0) Reserve(block, bytes);
        _builder.Append(block.Items, block.Ends);
    }

    /// <summary>Makes room for all that is to be read, where its length is known, as if it went on like its first block.</summary>
    void Reserve(BasketBlock first, long bytes)
    {
        if (!_stream.CanSeek) return;
        var share = 1.02 * (Math.Min(bytes, _stream.Length) - _taken) / first.Text.Length;
        _builder.Reserve((int)Math.Min(share * first.Items.Length, Array.MaxLength / 4), (int)Math.Min(share * first.Ends.Length, Array.MaxLength / 4));
    }

    void TakeNames(TextBlock text)
    {
        var number = text.FirstLine;
        foreach (var line in text.Lines)
        {
            if (line.IndexOfAny(s_controls) is var column and >= 0) throw NotText(number, column, line[column]);
            TakeNames(Encoding.UTF8.GetString(line));
            _builder.EndTransaction();
            number++;
        }
    }

    static InvalidDataException NotText(int line, int column, byte found) => new(
        $"Baskets, line {line}, column {column + 1}: found the control character 0x{found:X2}; names separated by commas, one basket a line, were expected. Lines end with a line feed.");

    void TakeNames(ReadOnlySpan<char> line)
    {
        foreach (var range in line.Split(','))
        {
            var name = line[range].Trim().Trim('"');
            if (!name.IsEmpty) _builder.AddItem(_coding.CodeOf(name));
        }
    }
}
