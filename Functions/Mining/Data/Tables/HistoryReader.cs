using System.Text;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads histories from delimited text: customer, date, item. What a customer took on one day is one element of its sequence.</summary>
public static class HistoryReader
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 text with a header that names the columns customer, date and item, in any order and among others.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>A sequence a customer in order of appearance, timed in days, and the customers.</returns>
    /// <exception cref="InvalidDataException">A column is missing or a value does not fit; names line and column.</exception>
    public static (SequenceDatabase Sequences, IReadOnlyList<string> Customers) Read(Stream stream, CancellationToken cancellation = default)
    {
        using var text = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        var reader = new DelimitedReader(text, ',');
        if (!reader.Read()) throw new InvalidDataException("line 1: the file is empty; a header with customer, date and item was expected.");
        const string Expected = "histories need customer, date and item";
        var (customer, date, item, fields) = (reader.PlaceOf("customer", Expected), reader.PlaceOf("date", Expected), reader.PlaceOf("item", Expected), reader.FieldCount);
        var (customers, items) = (new Numbering(), new Numbering());
        var histories = new List<List<(int Day, int Item)>>();
        for (var row = 0; reader.Read(); row++)
        {
            if ((row & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            if (reader.FieldCount != fields) throw new InvalidDataException($"line {reader.Line}: found {reader.FieldCount} fields; the header names {fields} columns.");
            var number = customers.Of(reader.Field(customer).Trim());
            if (number == histories.Count) histories.Add([]);
            histories[number].Add((reader.DateOf(date).DayNumber, items.Of(reader.Field(item).Trim())));
        }
        return histories.Count == 0 ? throw new InvalidDataException("there is no row below the header.") : (Arrange(histories, items), customers.Names);
    }

    static SequenceDatabase Arrange(List<List<(int Day, int Item)>> histories, Numbering items)
    {
        var builder = new SequenceDatabaseBuilder();
        foreach (var history in histories)
        {
            history.Sort();
            for (var at = 0; at < history.Count; at++)
            {
                builder.AddItem(history[at].Item);
                if (at + 1 == history.Count || history[at + 1].Day != history[at].Day) builder.EndElement(history[at].Day);
            }
            builder.EndSequence();
        }
        return builder.Build(items.Names.Index().ToDictionary(name => name.Index, name => name.Item));
    }

    sealed class Numbering
    {
        readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        public List<string> Names { get; } = [];

        public int Of(ReadOnlySpan<char> name)
        {
            var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
            if (numbers.TryGetValue(name, out var number)) return number;
            numbers[name] = Names.Count;
            Names.Add(name.ToString());
            return Names.Count - 1;
        }
    }
}
