using System.Globalization;
using CrmInsights.Mining.Data.Tables;

namespace CrmInsights.Mining.Data.Histories;

/// <summary>Labels and cutoffs of customers, one line a customer.</summary>
public sealed class CustomerLabels
{
    readonly string? _column;

    internal CustomerLabels(IReadOnlyList<CustomerLabel> labels, string? column) => (All, _column) = (labels, column);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<CustomerLabel> All { get; }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">UTF-8 text with a header, fields separated by comma, semicolon, tab, bar or blanks.</param>
    /// <param name="columns">Customer, label and cutoff; the others are not read.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDataException">A column is missing, a value does not fit, or a customer is there twice; names line and column.</exception>
    public static CustomerLabels Read(Stream stream, HistoryColumns columns, CancellationToken cancellation = default)
    {
        var records = new RecordReader(stream, hasHeader: true, ("labels", [columns.Customer, .. new[] { columns.Label, columns.Cutoff }.OfType<string>()]));
        var (customer, label, cutoff) = (records.PlaceOf(columns.Customer), columns.Label is null ? -1 : records.PlaceOf(columns.Label), columns.Cutoff is null ? -1 : records.PlaceOf(columns.Cutoff));
        var builder = new CustomerLabelsBuilder(columns, areRepeated: false);
        while (records.Read(cancellation)) builder.Add(records.Name(customer, columns.Customer).ToString(), records, (label, cutoff));
        var labels = builder.Build();
        return labels.All.Count > 0 ? labels : throw new InvalidDataException("there is no label below the header.");
    }

    /// <summary>What the labels stand for, and in which order: texts as classes (of two, yes, true, y and 1 count as 1); empty where all are numbers.</summary>
    /// <exception cref="InvalidDataException">Some are numbers and some are texts; names the line.</exception>
    public IReadOnlyList<string> Names()
    {
        if (All.All(label => TryNumber(label.Text, out _))) return [];
        var number = All.FirstOrDefault(label => TryNumber(label.Text, out _));
        if (number is not null)
        {
            var text = All.First(label => !TryNumber(label.Text, out _));
            throw new InvalidDataException($"line {text.Line}, {_column}: found \"{text.Text}\" among numbers such as {number.Text}; one or the other was expected.");
        }
        return DataTable.NamesInOrder(All.Select(label => label.Text!).Distinct());
    }

    /// <summary>A label as a number.</summary>
    /// <param name="label">One of <see cref="All"/>.</param>
    /// <param name="names">What the numbers stand for; empty where the labels are numbers.</param>
    /// <exception cref="InvalidDataException">The label is none of them; names the line.</exception>
    public float NumberOf(CustomerLabel label, IReadOnlyList<string> names)
    {
        for (var place = 0; place < names.Count; place++)
            if (names[place] == label.Text) return place;
        if (names.Count == 0 && TryNumber(label.Text, out var number)) return number;
        throw new InvalidDataException($"line {label.Line}, {_column}: found \"{label.Text}\"; {(names.Count == 0 ? "a finite number" : string.Join(" or ", names.Take(20)))} was expected.");
    }

    // "inf" and "NaN" are texts that spell no label of use.
    static bool TryNumber(string? text, out float number) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite(number);
}
