using System.Globalization;

namespace CrmInsights.Local.Import.Csv;

/// <summary>A mapped CSV file: fields are asked for by our word, and a field that cannot be read rejects its row.</summary>
sealed class CsvTable
{
    readonly Mapping _mapping;
    readonly Mapping.MappedFile _file;
    readonly CsvRecords _records;
    readonly Dictionary<string, int> _positions;

    public CsvTable(Mapping mapping, Mapping.MappedFile file)
    {
        _mapping = mapping;
        _file = file;
        _records = new CsvRecords(Path.Combine(mapping.Folder, file.File), mapping);
        var header = _records.Header.ToList();
        _positions = file.Columns.ToDictionary(
            column => column.Key,
            column => header.FindIndex(name => name.Equals(column.Value, StringComparison.OrdinalIgnoreCase)));
    }

    public IEnumerable<CsvRecord> Records() => _records.Read();

    public bool Has(string word) => _positions.ContainsKey(word);

    public RowPlace Place(CsvRecord record) => new(_file.File, record.Line);

    /// <summary>The text of a field; null where the column is not mapped or the field is empty.</summary>
    public string? Text(CsvRecord record, string word)
    {
        if (!_positions.TryGetValue(word, out var position)) return null;
        var text = record.Fields[position];
        return text.Length == 0 || _mapping.Nulls.Contains(text) ? null : text;
    }

    public string Needed(CsvRecord record, string word) =>
        Text(record, word) ?? throw Wrong(record, word, "the field is empty", "Fill it in, or leave the line out.");

    public decimal? Number(CsvRecord record, string word)
    {
        if (Text(record, word) is not { } text) return null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(record, word, $"\"{text}\" is no number", "Write it like 1234.56, without thousands separators or a currency.");
    }

    public int? Whole(CsvRecord record, string word)
    {
        if (Number(record, word) is not { } number) return null;
        return number is >= int.MinValue and <= int.MaxValue && number == decimal.Truncate(number)
            ? (int)number
            : throw Wrong(record, word, $"\"{Text(record, word)}\" is no whole number", "Write it like 1234.");
    }

    /// <summary>A date, taken as UTC.</summary>
    public DateTimeOffset? Date(CsvRecord record, string word)
    {
        if (Text(record, word) is not { } text) return null;
        var formats = _file.Dates ?? _mapping.Dates;
        return DateTimeOffset.TryParseExact(text, formats.ToArray(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw Wrong(record, word, $"\"{text}\" is no date of the form {string.Join(" or ", formats)}", "Correct the date, or add its format under dates in the mapping.");
    }

    public RejectedRowException Wrong(CsvRecord record, string word, string reason, string toDo) =>
        new(new Reject(Place(record), _file.Columns.GetValueOrDefault(word, ""), reason, toDo));

    /// <summary>Turns records into rows; those that cannot be are handed to <paramref name="rejects"/>.</summary>
    public IEnumerable<T> Rows<T>(Func<CsvRecord, T> make, Rejects rejects) where T : class
    {
        foreach (var record in Records())
            if (Make(record, make, rejects) is { } row)
                yield return row;
    }

    public T? Make<T>(CsvRecord record, Func<CsvRecord, T> make, Rejects rejects) where T : class
    {
        try
        {
            return record.Problem is null
                ? make(record)
                : throw new RejectedRowException(new Reject(Place(record), "", record.Problem, "Correct the line in the file."));
        }
        catch (RejectedRowException wrong)
        {
            rejects.Add(wrong.Reject);
            return null;
        }
    }
}
