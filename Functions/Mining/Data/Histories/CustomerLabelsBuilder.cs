namespace CrmInsights.Mining.Data.Histories;

/// <summary>Takes labels and cutoffs line by line and holds each customer to one of each.</summary>
/// <param name="columns">Names of the columns, for messages.</param>
/// <param name="areRepeated">True where each event of a customer repeats them, false where a customer has one line.</param>
sealed class CustomerLabelsBuilder(HistoryColumns columns, bool areRepeated)
{
    static readonly string[] s_missing = ["", "NA", "?"];

    readonly List<CustomerLabel> _labels = [];
    readonly Dictionary<string, CustomerLabel> _byCustomer = new(StringComparer.Ordinal);

    /// <summary>Takes the present record.</summary>
    /// <exception cref="InvalidDataException">It has no label, no date, or another one than the customer's line before.</exception>
    public void Add(string customer, RecordReader records, (int Label, int Cutoff) places)
    {
        var line = records.Fields.Line;
        var text = places.Label < 0 ? null : records.Field(places.Label).ToString();
        if (text is not null && s_missing.Contains(text)) throw new InvalidDataException($"line {line}, {columns.Label}: the customer \"{customer}\" has no label; leave out customers whose label is not known.");
        var label = new CustomerLabel(customer, text, places.Cutoff < 0 ? null : records.Fields.MomentOf(places.Cutoff, columns.Cutoff!), line);
        if (_byCustomer.TryGetValue(customer, out var before)) RequireSame(label, before);
        else
        {
            _byCustomer.Add(customer, label);
            _labels.Add(label);
        }
    }

    public CustomerLabels Build() => new(_labels, columns.Label);

    void RequireSame(CustomerLabel label, CustomerLabel before)
    {
        if (label.Text != before.Text)
            throw new InvalidDataException($"line {label.Line}, {columns.Label}: the customer \"{label.Customer}\" has the label \"{label.Text}\" and, on line {before.Line}, \"{before.Text}\"; one was expected.");
        if (label.Cutoff != before.Cutoff)
            throw new InvalidDataException($"line {label.Line}, {columns.Cutoff}: the customer \"{label.Customer}\" has the cutoff {label.Cutoff:yyyy-MM-dd} and, on line {before.Line}, {before.Cutoff:yyyy-MM-dd}; one was expected.");
        if (!areRepeated)
            throw new InvalidDataException($"line {label.Line}, {columns.Customer}: the customer \"{label.Customer}\" has two labels; the other is on line {before.Line}.");
    }
}
