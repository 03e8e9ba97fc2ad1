using System.Text;
using CsvHelper;

namespace CrmInsights.Local.Import.Csv;

/// <summary>Streams the records of a CSV file. A broken line costs itself only: an open quote ends after <see cref="MostLinesOfRecord"/> lines.</summary>
sealed class CsvRecords
{
    const int MostLinesOfRecord = 20;

    readonly string _path;
    readonly Encoding _encoding;
    readonly char _delimiter;
    readonly CsvReaderOptions _options;

    public CsvRecords(string path, Mapping mapping)
    {
        _path = path;
        _encoding = MappingReader.FindEncoding(mapping.Encoding) ?? Encoding.UTF8;
        _delimiter = mapping.Delimiter[0];
        _options = new CsvReaderOptions
        {
            Separator = _delimiter,
            HasHeader = false,
            TrimWhitespace = true,
            FieldCountMismatch = CsvFieldCountHandling.Allow,
        };
        using var reader = Open();
        Header = Split(reader.ReadLine() ?? "");
    }

    /// <summary>Names of the columns, without blanks around them.</summary>
    public IReadOnlyList<string> Header { get; }

    public IEnumerable<CsvRecord> Read()
    {
        using var reader = Open();
        var lines = new LineQueue(reader);
        lines.Take();
        while (lines.Peek(0) is { } first)
        {
            var number = lines.NextNumber;
            var record = Parse(lines, first, number);
            if (record is { } found) yield return found;
        }
    }

    StreamReader Open() => new(_path, _encoding, detectEncodingFromByteOrderMarks: true);

    CsvRecord? Parse(LineQueue lines, string first, long number)
    {
        if (!first.Contains('"'))
        {
            lines.Take();
            return first.Length == 0 ? null : Checked(number, first.Contains('\uFFFD') ? null : SplitPlain(first));
        }
        var (text, count) = JoinQuoted(lines);
        var fields = text is null ? null : Split(text);
        var fits = fields?.Length == Header.Count;
        lines.Take(fits ? count : 1);
        return text is null
            ? new CsvRecord(number, [], $"a quote (\") opens and does not close within {MostLinesOfRecord} lines")
            : Checked(number, fields);
    }

    CsvRecord Checked(long number, string[]? fields) => fields switch
    {
        null => new CsvRecord(number, [], $"the line is not {_encoding.WebName}; give the file's encoding in the mapping"),
        _ when fields.Length != Header.Count => new CsvRecord(number, [], $"the line has {fields.Length} columns, the header has {Header.Count}"),
        _ => new CsvRecord(number, fields, null),
    };

    // A quoted field may hold line breaks: lines are joined until the quotes are even.
    static (string? Text, int Count) JoinQuoted(LineQueue lines)
    {
        var text = new StringBuilder();
        var quotes = 0;
        for (var count = 1; count <= MostLinesOfRecord; count++)
        {
            if (lines.Peek(count - 1) is not { } line) break;
            if (count > 1) text.Append('\n');
            text.Append(line);
            quotes += line.Count(letter => letter == '"');
            if (quotes % 2 == 0) return (text.ToString(), count);
        }
        return (null, 1);
    }

    string[] SplitPlain(string line)
    {
        var fields = line.Split(_delimiter);
        for (var field = 0; field < fields.Length; field++) fields[field] = fields[field].Trim();
        return fields;
    }

    string[] Split(string text)
    {
        using var reader = CsvReader.FromText(text, _options);
        return reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(field => reader.GetString(field))] : [];
    }

    /// <summary>Lines read ahead, so that a record that turns out broken gives its further lines back.</summary>
    sealed class LineQueue(StreamReader reader)
    {
        readonly List<string> _ahead = [];

        /// <summary>Number of the line that <see cref="Peek"/>(0) shows, from 1.</summary>
        public long NextNumber { get; private set; } = 1;

        public string? Peek(int ahead)
        {
            while (_ahead.Count <= ahead)
            {
                if (reader.ReadLine() is not { } line) return null;
                _ahead.Add(line);
            }
            return _ahead[ahead];
        }

        public void Take(int count = 1)
        {
            Peek(count - 1);
            _ahead.RemoveRange(0, Math.Min(count, _ahead.Count));
            NextNumber += count;
        }
    }
}
