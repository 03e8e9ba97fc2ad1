using CrmInsights.Mining.Associations;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads baskets from delimited text with one line an item, such as order lines.</summary>
public static class BasketTableReader
{
    /// <summary>Reads a stream to its end. Lines of one basket need not lie together; an item that comes twice counts once.</summary>
    /// <param name="stream">UTF-8 text with a header.</param>
    /// <param name="basket">Column that says which lines belong together.</param>
    /// <param name="item">Column of the item.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A column is missing or a record has another length; names line and column.</exception>
    public static Transactions Read(Stream stream, string basket, string item, CancellationToken cancellation = default)
    {
        var reader = DelimitedText.Open(stream);
        if (!reader.Read()) throw new InvalidDataException($"line 1: the file is empty; a header with {basket} and {item} was expected.");
        var expected = $"baskets need {basket} and {item}";
        var (basketPlace, itemPlace, fields) = (reader.PlaceOf(basket, expected), reader.PlaceOf(item, expected), reader.FieldCount);
        var (baskets, items, contents) = (new Numbering(), new Numbering(), new List<List<int>>());
        for (var row = 0; reader.Read(); row++)
        {
            if ((row & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            if (reader.FieldCount != fields) throw new InvalidDataException($"line {reader.Line}: found {reader.FieldCount} fields; the header names {fields} columns.");
            var number = baskets.Of(reader.Field(basketPlace).Trim());
            if (number == contents.Count) contents.Add([]);
            contents[number].Add(items.Of(reader.Field(itemPlace).Trim()));
        }
        return contents.Count == 0 ? throw new InvalidDataException("there is no row below the header.") : Transactions.From(contents, items.Names);
    }
}
