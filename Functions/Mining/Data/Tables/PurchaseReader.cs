using System.Globalization;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads purchases from delimited text: customer, date, amount.</summary>
public static class PurchaseReader
{
    /// <summary>Gives each purchase to <paramref name="take"/>.</summary>
    /// <param name="stream">UTF-8 text, fields separated by comma, semicolon, tab, bar or blanks.</param>
    /// <param name="take">Receives customer, date and amount.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="columns">The columns, in any order and among others; by default customer, date and amount in a header.</param>
    /// <returns>Number of purchases.</returns>
    /// <exception cref="InvalidDataException">A column is missing or a value does not fit; names line and column.</exception>
    public static int Read(Stream stream, Action<string, DateOnly, decimal> take, CancellationToken cancellation = default, EventColumns? columns = null)
    {
        columns ??= EventColumns.Purchases;
        var reader = new EventReader(stream, columns, ("purchases", cancellation));
        while (reader.Read()) take(reader.Customer.ToString(), reader.Date, AmountOf(reader, columns.Value));
        return reader.Count == 0 ? throw new InvalidDataException("there is no purchase below the header.") : reader.Count;
    }

    static decimal AmountOf(EventReader reader, string column) =>
        decimal.TryParse(reader.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new InvalidDataException($"line {reader.Line}, {column}: found \"{reader.Value}\"; a number such as 12.50 was expected.");
}
