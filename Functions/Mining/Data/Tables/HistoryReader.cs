using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Data.Tables;

/// <summary>Reads histories from delimited text: customer, date, item. What a customer took on one day is one element of its sequence.</summary>
public static class HistoryReader
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 text, fields separated by comma, semicolon, tab, bar or blanks.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="columns">The columns, in any order and among others; by default customer, date and item in a header.</param>
    /// <returns>A sequence a customer in order of appearance, timed in days, and the customers.</returns>
    /// <exception cref="InvalidDataException">A column is missing or a value does not fit; names line and column.</exception>
    public static (SequenceDatabase Sequences, IReadOnlyList<string> Customers) Read(Stream stream, CancellationToken cancellation = default, EventColumns? columns = null)
    {
        var reader = new EventReader(stream, columns ?? EventColumns.Histories, ("histories", cancellation));
        var (customers, items) = (new Numbering(), new Numbering());
        var histories = new List<List<(int Day, int Item)>>();
        while (reader.Read())
        {
            var number = customers.Of(reader.Customer);
            if (number == histories.Count) histories.Add([]);
            histories[number].Add((reader.Date.DayNumber, items.Of(reader.Value)));
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
}
