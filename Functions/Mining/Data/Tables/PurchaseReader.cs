using System.Globalization;
using System.Text;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads purchases from delimited text: customer, date, amount.</summary>
public static class PurchaseReader
{
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
        const string Expected = "purchases need customer, date and amount";
        var places = (Customer: reader.PlaceOf("customer", Expected), Date: reader.PlaceOf("date", Expected), Amount: reader.PlaceOf("amount", Expected));
        var fields = reader.FieldCount;
        var count = 0;
        while (reader.Read())
        {
            if ((count++ & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            if (reader.FieldCount != fields) throw new InvalidDataException($"line {reader.Line}: found {reader.FieldCount} fields; the header names {fields} columns.");
            take(reader.Field(places.Customer).Trim().ToString(), reader.DateOf(places.Date), AmountOf(reader, places.Amount));
        }
        return count == 0 ? throw new InvalidDataException("there is no purchase below the header.") : count;
    }

    static decimal AmountOf(DelimitedReader reader, int field) =>
        decimal.TryParse(reader.Field(field).Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new InvalidDataException($"line {reader.Line}, amount: found \"{reader.Field(field)}\"; a number such as 12.50 was expected.");
}
