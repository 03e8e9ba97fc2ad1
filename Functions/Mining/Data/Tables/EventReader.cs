namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads events record by record: customer, date and a value.</summary>
sealed class EventReader
{
    readonly DelimitedReader _reader;
    readonly CancellationToken _cancellation;
    readonly (int Customer, int Date, int Value) _places;
    readonly int _fieldCount;
    bool _isRead;

    /// <exception cref="InvalidDataException">The stream is empty, or a column is missing.</exception>
    public EventReader(Stream stream, EventColumns columns, (string What, CancellationToken Cancellation) settings)
    {
        (_reader, _cancellation) = (DelimitedText.Open(stream), settings.Cancellation);
        if (!_reader.Read()) throw new InvalidDataException($"line 1: the file is empty; {(columns.HasHeader ? "a header with " : "")}{columns.Customer}, {columns.Date} and {columns.Value} was expected.");
        var file = (columns.HasHeader, $"{settings.What} need {columns.Customer}, {columns.Date} and {columns.Value}");
        _places = (DelimitedText.PlaceOf(_reader, columns.Customer, file), DelimitedText.PlaceOf(_reader, columns.Date, file), DelimitedText.PlaceOf(_reader, columns.Value, file));
        (_fieldCount, _isRead) = (_reader.FieldCount, !columns.HasHeader);
    }

    /// <summary>Number of events read.</summary>
    public int Count { get; private set; }

    public int Line => _reader.Line;

    public ReadOnlySpan<char> Customer => _reader.Field(_places.Customer).Trim();

    public DateOnly Date => _reader.DateOf(_places.Date);

    public ReadOnlySpan<char> Value => _reader.Field(_places.Value).Trim();

    /// <summary>Goes to the next event; false at the end.</summary>
    public bool Read()
    {
        if (!_isRead && !_reader.Read()) return false;
        _isRead = false;
        if ((Count++ & 0xFFFF) == 0) _cancellation.ThrowIfCancellationRequested();
        return _reader.FieldCount == _fieldCount
            ? true
            : throw new InvalidDataException($"line {_reader.Line}: found {_reader.FieldCount} fields; the first line has {_fieldCount} columns.");
    }
}
