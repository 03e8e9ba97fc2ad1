using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Data.Histories;

/// <summary>Records of delimited text, all of one length, and the places of their columns.</summary>
sealed class RecordReader
{
    readonly string _expected;
    readonly bool _hasHeader;
    readonly int _fieldCount;
    bool _isRead;
    int _count;

    /// <exception cref="InvalidDataException">The stream is empty.</exception>
    public RecordReader(Stream stream, bool hasHeader, (string What, string[] Columns) file)
    {
        _expected = $"{file.What} need {string.Join(" and ", file.Columns)}";
        Fields = DelimitedText.Open(stream);
        if (!Fields.Read()) throw new InvalidDataException($"line 1: the file is empty; {(hasHeader ? "a header with " : "")}{string.Join(" and ", file.Columns)} was expected.");
        (_hasHeader, _isRead, _fieldCount) = (hasHeader, !hasHeader, Fields.FieldCount);
    }

    /// <summary>The present record; the header before the first <see cref="Read"/>.</summary>
    public DelimitedReader Fields { get; }

    public ReadOnlySpan<char> Field(int place) => Fields.Field(place).Trim();

    /// <summary>A field that must not be empty.</summary>
    public ReadOnlySpan<char> Name(int place, string column) =>
        Field(place) is { IsEmpty: false } name ? name : throw new InvalidDataException($"line {Fields.Line}, {column}: nothing stands there; a name or number was expected.");

    /// <summary>Place of a column: by name in the header, or by number from 1.</summary>
    public int PlaceOf(string column) => DelimitedText.PlaceOf(Fields, column, (_hasHeader, _expected));

    /// <summary>Whether the header names a column.</summary>
    public bool Has(string column)
    {
        for (var place = 0; _hasHeader && place < Fields.FieldCount; place++)
            if (Field(place).Equals(column, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="InvalidDataException">The record has another length.</exception>
    public bool Read(CancellationToken cancellation)
    {
        if (!_isRead && !Fields.Read()) return false;
        _isRead = false;
        if ((_count++ & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
        return Fields.FieldCount == _fieldCount
            ? true
            : throw new InvalidDataException($"line {Fields.Line}: found {Fields.FieldCount} fields; the first line has {_fieldCount} columns.");
    }
}
