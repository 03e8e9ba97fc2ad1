using System.Globalization;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads delimited text record by record (RFC 4180): a quoted field may hold separators, doubled quotes and line ends. Empty lines are skipped.</summary>
sealed class DelimitedReader(TextReader reader, char separator)
{
    const int LongestRecord = 1 << 24;
    static readonly string[] s_dates = ["yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    readonly char[] _buffer = new char[1 << 16];
    readonly List<int> _ends = [];
    char[] _record = new char[1 << 10];
    int _position;
    int _filled;
    int _length;
    int _nextLine = 1;

    /// <summary>Line on which the present record begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Fields of the present record.</summary>
    public int FieldCount => _ends.Count;

    /// <summary>One field of the present record, without its quotes.</summary>
    public ReadOnlySpan<char> Field(int field)
    {
        var start = field == 0 ? 0 : _ends[field - 1];
        return _record.AsSpan(start, _ends[field] - start);
    }

    /// <summary>Place of a column, where the present record is the header.</summary>
    /// <param name="name">The column, upper or lower case.</param>
    /// <param name="expected">What the file needs, for the message.</param>
    /// <exception cref="InvalidDataException">There is no such column.</exception>
    public int PlaceOf(string name, string expected)
    {
        for (var field = 0; field < FieldCount; field++)
            if (Field(field).Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return field;
        throw new InvalidDataException($"line 1: there is no column \"{name}\"; {expected}, separated by commas.");
    }

    /// <summary>One field of the present record as a date.</summary>
    /// <exception cref="InvalidDataException">It is none; names the line.</exception>
    public DateOnly DateOf(int field) => DateOnly.FromDateTime(MomentOf(field, "date"));

    /// <summary>One field of the present record as a date with the time of day, midnight where it has none.</summary>
    /// <exception cref="InvalidDataException">It is none; names the line and the column.</exception>
    public DateTime MomentOf(int field, string column) =>
        TryMoment(Field(field).Trim(), out var moment) ? moment : throw new InvalidDataException($"line {Line}, {column}: found \"{Field(field)}\"; a date such as 2024-01-29 was expected.");

    /// <summary>A text as a date, with or without the time of day.</summary>
    public static bool TryMoment(ReadOnlySpan<char> text, out DateTime moment) =>
        DateTime.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out moment);

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="InvalidDataException">A quote is not closed or stands in the middle of a field.</exception>
    public bool Read()
    {
        while (ReadRecord())
        {
            if (FieldCount > 1 || !Field(0).IsWhiteSpace()) return true;
        }
        return false;
    }

    bool ReadRecord()
    {
        _ends.Clear();
        _length = 0;
        Line = _nextLine;
        if (Peek() < 0) return false;
        while (true)
        {
            if (Peek() == '"') TakeQuoted();
            else TakePlain();
            _ends.Add(_length);
            var next = Next();
            if (next == separator) continue;
            if (next == '\r' && Peek() == '\n') Next();
            _nextLine++;
            return true;
        }
    }

    void TakePlain()
    {
        while (Peek() is var letter && letter >= 0 && letter != separator && letter is not ('\n' or '\r')) Append((char)Next());
    }

    void TakeQuoted()
    {
        Next();
        while (true)
        {
            var letter = Next();
            if (letter < 0) throw new InvalidDataException($"line {Line}: a quoted field is not closed before the end.");
            if (letter == '\n') _nextLine++;
            if (letter == '"' && Peek() != '"') break;
            if (letter == '"') Next();
            Append((char)letter);
        }
        if (Peek() is var after && after >= 0 && after != separator && after is not ('\n' or '\r'))
            throw new InvalidDataException($"line {Line}: found '{(char)after}' after the closing quote of field {FieldCount + 1}; a separator was expected. Double the quotes inside a field.");
    }

    void Append(char letter)
    {
        if (_length == _record.Length)
        {
            if (_length >= LongestRecord) throw new InvalidDataException($"line {Line}: a record is longer than {LongestRecord:N0} characters; is a quote open?");
            Array.Resize(ref _record, _length * 2);
        }
        _record[_length++] = letter;
    }

    int Peek()
    {
        if (_position == _filled)
        {
            _filled = reader.Read(_buffer, 0, _buffer.Length);
            _position = 0;
        }
        return _filled == 0 ? -1 : _buffer[_position];
    }

    int Next()
    {
        var letter = Peek();
        if (letter >= 0) _position++;
        return letter;
    }
}
