using System.Globalization;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>A column's value as a person reads it, and as an input field holds it.</summary>
static class FormattedValue
{
    /// <summary>For reading. <paramref name="nameOf"/> gives the name of the row a lookup points to.</summary>
    public static string Text(ColumnDefinition? column, object? value, Func<Lookup, string> nameOf) => value switch
    {
        null => "",
        Lookup lookup => nameOf(lookup),
        bool flag => LabelOf(column, flag ? 1 : 0) ?? (flag ? "Yes" : "No"),
        int number when column is { Options.Count: > 0 } => LabelOf(column, number) ?? Invariant(number),
        decimal amount => amount.ToString(column?.Type == ColumnType.Money ? "N2" : "N" + (column?.Precision ?? 2), CultureInfo.InvariantCulture),
        int or long => ((IFormattable)value).ToString("N0", CultureInfo.InvariantCulture),
        DateTime date => column?.Type == ColumnType.DateOnly ? Day(date) : Moment(date),
        _ => Invariant(value),
    };

    /// <summary>A column of a row, for reading; money with its currency.</summary>
    public static string Text(ColumnDefinition column, TableRow row, Func<Lookup, string> nameOf)
    {
        var text = Text(column, row[column.LogicalName], nameOf);
        return column.Type == ColumnType.Money && text.Length > 0 && row["transactioncurrencyid"] is Lookup currency ? $"{nameOf(currency)} {text}" : text;
    }

    /// <summary>For an input field: no thousands separators, ISO dates, the number of a choice.</summary>
    public static string Input(ColumnDefinition column, object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateTime date => date.ToString(column.Type == ColumnType.DateOnly ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture),
        _ => Invariant(value),
    };

    public static string Day(DateTimeOffset date) => date.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>For scripts.</summary>
    public static string Iso(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset date) => date.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    static string Day(DateTime date) => Day(new DateTimeOffset(date, TimeSpan.Zero));

    static string Moment(DateTime date) => Moment(new DateTimeOffset(date, TimeSpan.Zero));

    public static string? LabelOf(ColumnDefinition? column, int value) => column?.Options.FirstOrDefault(option => option.Value == value)?.Label;

    static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
