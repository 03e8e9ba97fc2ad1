using System.Globalization;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Data.Histories;

/// <summary>Reads events from delimited text: customer, date, and where there are such columns item, amount, label and cutoff.</summary>
public static class EventLogReader
{
    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 text, fields separated by comma, semicolon, tab, bar or blanks.</param>
    /// <param name="columns">The columns, in any order and among others.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A column is missing, a value does not fit, or a customer has two labels or cutoffs; names line and column.</exception>
    public static EventLog Read(Stream stream, HistoryColumns columns, CancellationToken cancellation = default)
    {
        var records = new RecordReader(stream, columns.HasHeader, ("events", [columns.Customer, columns.Date]));
        var places = Places.Of(records, columns);
        var (customers, items, labels) = (new Numbering(), new Numbering(), places.HasLabels ? new CustomerLabelsBuilder(columns, areRepeated: true) : null);
        var events = new List<List<CustomerEvent>>();
        if (places.Item < 0) items.Of("");
        var count = 0;
        while (records.Read(cancellation))
        {
            var customer = records.Name(places.Customer, columns.Customer);
            var number = customers.Of(customer);
            if (number == events.Count) events.Add([]);
            events[number].Add(new CustomerEvent(records.Fields.MomentOf(places.Date, columns.Date), places.Item < 0 ? 0 : items.Of(records.Field(places.Item)), places.Amount < 0 ? 0 : Amount(records, places.Amount, columns.Amount!)));
            labels?.Add(customer.ToString(), records, (places.Label, places.Cutoff));
            count++;
        }
        if (count == 0) throw new InvalidDataException("there is no event below the header.");
        return new EventLog(customers.Names, items.Names, [.. events.Select(Sorted)]) { HasAmounts = places.Amount >= 0, Count = count, Labels = labels?.Build() };
    }

    /// <summary>A text as a date, with or without the time of day, as files of events have it.</summary>
    public static bool TryDate(string text, out DateTime date) => DelimitedReader.TryMoment(text, out date);

    static CustomerEvent[] Sorted(List<CustomerEvent> events) => [.. events.OrderBy(one => one.Time)];      // stable

    static float Amount(RecordReader records, int place, string column) =>
        float.TryParse(records.Field(place), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var amount) && float.IsFinite(amount)
            ? amount
            : throw new InvalidDataException($"line {records.Fields.Line}, {column}: found \"{records.Field(place)}\"; a finite number such as 12.50 was expected.");

    readonly record struct Places(int Customer, int Date, int Item, int Amount, int Label, int Cutoff)
    {
        public bool HasLabels => Label >= 0 || Cutoff >= 0;

        public static Places Of(RecordReader records, HistoryColumns columns) => new(
            records.PlaceOf(columns.Customer), records.PlaceOf(columns.Date),
            columns.Item is { } item && !(columns.IsItemOptional && !records.Has(item)) ? records.PlaceOf(item) : -1,
            Optional(records, columns.Amount), Optional(records, columns.Label), Optional(records, columns.Cutoff));

        static int Optional(RecordReader records, string? column) => column is null ? -1 : records.PlaceOf(column);
    }
}
