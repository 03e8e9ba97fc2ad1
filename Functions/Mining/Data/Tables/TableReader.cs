using System.Text;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads delimited text with a header into a <see cref="DataTable"/>.</summary>
public static class TableReader
{
    const int MostValues = 0x7FFFFFC7;      // longest array of the runtime
    static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Reads a stream to its end. A column with any text that is no number holds categories, coded in order of appearance.</summary>
    /// <param name="stream">UTF-8 with a header line; comma, semicolon, tab or bar separated. Seekable, because it may be read twice.</param>
    /// <param name="known">Columns a model was trained on: these are taken, by name, with their codes; a text they do not know gets the next free code. Null takes all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="asTexts">Columns whose fields are categories even where they look like numbers: keys and dates, which a float does not hold.</param>
    /// <exception cref="InvalidDataException">No header, no row, a record of another length, a missing column; names line and column.</exception>
    public static DataTable ReadCsv(Stream stream, IReadOnlyList<TableColumn>? known = null, CancellationToken cancellation = default, IReadOnlyCollection<string>? asTexts = null)
    {
        var start = stream.Position;
        var texts = new HashSet<int>();
        while (true)
        {
            stream.Position = start;
            using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: false), detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
            var header = text.ReadLine() ?? throw new InvalidDataException("line 1: the file is empty; a header with the names of the columns was expected.");
            var separator = SeparatorOf(header);
            var columns = ColumnsOf(header, separator, known, (texts, asTexts ?? []));
            var found = texts.Count;
            var table = ReadRows(new DelimitedReader(text, separator), columns, texts, cancellation);
            // Texts turned up in columns that began with numbers: read again, as categories.
            if (table is not null && texts.Count == found) return table;
        }
    }

    static char SeparatorOf(string header) => s_separators.MaxBy(separator => header.Count(letter => letter == separator));

    static List<ColumnBuilder> ColumnsOf(string header, char separator, IReadOnlyList<TableColumn>? known, (HashSet<int> Places, IReadOnlyCollection<string> Names) texts)
    {
        var reader = new DelimitedReader(new StringReader(header), separator);
        if (!reader.Read()) throw new InvalidDataException("line 1: the header is empty.");
        var columns = new List<ColumnBuilder>();
        for (var field = 0; field < reader.FieldCount; field++)
        {
            var name = reader.Field(field).Trim().ToString();
            if (columns.Exists(column => column.Name == name)) throw new InvalidDataException($"line 1: the column \"{name}\" is there twice.");
            if (texts.Names.Contains(name)) texts.Places.Add(field);
            var match = known?.FirstOrDefault(column => column.Name == name);
            columns.Add(new ColumnBuilder(name, match, IsTaken: known is null || match is not null, IsText: match?.IsCategorical ?? texts.Places.Contains(field)));
        }
        if (known?.FirstOrDefault(column => !columns.Exists(present => present.Name == column.Name)) is { } missing)
            throw new InvalidDataException($"line 1: the column \"{missing.Name}\" of the model is missing; the header names {string.Join(", ", columns.Select(column => column.Name))}.");
        return columns;
    }

    static DataTable? ReadRows(DelimitedReader reader, List<ColumnBuilder> columns, HashSet<int> texts, CancellationToken cancellation)
    {
        var taken = Enumerable.Range(0, columns.Count).Where(column => columns[column].IsTaken).ToArray();
        var values = new ValueBuffer();
        var rows = 0;
        while (reader.Read())
        {
            if ((rows & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            if (reader.FieldCount != columns.Count)
                throw new InvalidDataException($"line {reader.Line + 1}: found {reader.FieldCount} fields; the header names {columns.Count} columns.");
            foreach (var column in taken)
            {
                var value = columns[column].Read(reader.Field(column), out var isText);
                if (isText) AddText(columns[column], column, texts, reader);
                values.Add(value);
            }
            rows++;
        }
        if (rows == 0) throw new InvalidDataException("there is no row below the header.");
        if (taken.Any(column => texts.Contains(column) && !columns[column].IsText)) return null;
        return Arrange(values, rows, [.. taken.Select(column => columns[column])]);
    }

    static void AddText(ColumnBuilder column, int place, HashSet<int> texts, DelimitedReader reader)
    {
        if (column.IsKnown)
            throw new InvalidDataException($"line {reader.Line + 1}, column \"{column.Name}\": found \"{reader.Field(place)}\"; the model expects a number.");
        texts.Add(place);
    }

    static DataTable Arrange(ValueBuffer values, int rows, ColumnBuilder[] columns) =>
        new(new FeatureMatrix(values.ToArray(), rows, columns.Length), [.. columns.Select(column => column.Build())]);

    /// <summary>A list of floats that may grow to the longest array.</summary>
    sealed class ValueBuffer
    {
        float[] _values = new float[1 << 12];
        int _count;

        public void Add(float value)
        {
            if (_count == _values.Length)
            {
                if (_count == MostValues) throw new InvalidDataException($"the file holds more than {MostValues:N0} values; take fewer rows or columns.");
                Array.Resize(ref _values, (int)Math.Min(2L * _count, MostValues));
            }
            _values[_count++] = value;
        }

        public float[] ToArray()
        {
            Array.Resize(ref _values, _count);
            return _values;
        }
    }
}
