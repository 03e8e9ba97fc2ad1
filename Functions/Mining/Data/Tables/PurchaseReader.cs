using System.Globalization;
using System.Text;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads purchases from delimited text: customer, date, amount.</summary>
public static class PurchaseReader
{
    static readonly string[] s_dates = ["yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>Gives each purchase to <paramref name="take"/>.</summary>
    /// <param name="stream">UTF-8 text with a header that names the columns customer, date and amount, in any order and among others.</param>
    /// <param name="take">Receives customer, date and amount.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Number of purchases.</returns>
    /// <exception cref="InvalidDataException">A column is missing or a value does not fit; names line and column.</exception>
    public static int Read(Stream stream, Action<string, DateOnly, decimal> take, CancellationToken cancellation = default)
    {
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        var reader = new DelimitedReader(text, ',');
        if (!reader.Read()) throw new InvalidDataException("line 1: the file is empty; a header with customer, date and amount was expected.");
        var places = (Customer: Place(reader, "customer"), Date: Place(reader, "date"), Amount: Place(reader, "amount"));
        var fields = reader.FieldCount;
        var count = 0;
        while (reader.Read())
        {
            if ((count++ & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            if (reader.FieldCount != fields) throw new InvalidDataException($"line {reader.Line}: found {reader.FieldCount} fields; the header names {fields} columns.");
            take(reader.Field(places.Customer).Trim().ToString(), DateOf(reader, places.Date), AmountOf(reader, places.Amount));
        }
        return count == 0 ? throw new InvalidDataException("there is no purchase below the header.") : count;
    }

    static int Place(DelimitedReader header, string name)
    {
        for (var field = 0; field < header.FieldCount; field++)
            if (header.Field(field).Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return field;
        throw new InvalidDataException($"line 1: there is no column \"{name}\"; purchases need customer, date and amount, separated by commas.");
    }

    static DateOnly DateOf(DelimitedReader reader, int field) =>
        DateTime.TryParseExact(reader.Field(field).Trim(), s_dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? DateOnly.FromDateTime(date)
            : throw new InvalidDataException($"line {reader.Line}, date: found \"{reader.Field(field)}\"; a date such as 2024-01-29 was expected.");

    static decimal AmountOf(DelimitedReader reader, int field) =>
        decimal.TryParse(reader.Field(field).Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new InvalidDataException($"line {reader.Line}, amount: found \"{reader.Field(field)}\"; a number such as 12.50 was expected.");
}
