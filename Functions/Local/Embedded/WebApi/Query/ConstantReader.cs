using System.Globalization;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.Edm;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Turns a literal of a query into the type that the column stores.</summary>
static class ConstantReader
{
    public static object? Read(object? value, ColumnDefinition column)
    {
        if (value is null) return null;
        try
        {
            return Convert(value, column.Type);
        }
        catch (Exception error) when (error is FormatException or InvalidCastException or OverflowException)
        {
            throw WebApiException.OData($"'{value}' is no value of {column.LogicalName}, which is of type {column.Type}.");
        }
    }

    static object Convert(object value, ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Memo => (string)value,
        ColumnType.Boolean => value as bool? ?? (value is string text ? Flag(text) : Number(value) != 0),
        ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => checked((int)Whole(value)),
        ColumnType.BigInteger => Whole(value),
        ColumnType.Decimal or ColumnType.Money => Number(value),
        ColumnType.Double => System.Convert.ToDouble(value, CultureInfo.InvariantCulture),
        ColumnType.DateTime or ColumnType.DateOnly => Moment(value),
        _ => value as Guid? ?? Guid.Parse((string)value),
    };

    static bool Flag(string text) => text is "1" || text is not "0" && bool.Parse(text);

    static decimal Number(object value) => System.Convert.ToDecimal(value, CultureInfo.InvariantCulture);

    static long Whole(object value)
    {
        var number = Number(value);
        return number == decimal.Truncate(number) ? (long)number : throw new FormatException();
    }

    static DateTime Moment(object value) => value switch
    {
        DateTimeOffset moment => moment.UtcDateTime,
        Date date => new DateTime(date.Year, date.Month, date.Day, 0, 0, 0, DateTimeKind.Utc),
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime,
        _ => throw new InvalidCastException(),
    };
}
