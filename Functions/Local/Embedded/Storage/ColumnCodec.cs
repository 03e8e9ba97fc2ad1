using CrmInsights.Local.Embedded.Contract;
using Microsoft.Data.Sqlite;

namespace CrmInsights.Local.Embedded.Storage;

/// <summary>
/// How the value of a column lies in SQLite. Money counts ten-thousandths and decimals count 10⁻¹⁰, both as 64-bit integers, so that they round-trip exactly, sort and
/// compare as numbers; therefore a decimal is at most about 922 million. Dates are seconds since 1970, ids 16 bytes in the order in which <see cref="Guid"/> compares.
/// </summary>
static class ColumnCodec
{
    const decimal MoneyUnit = 10_000m;
    const decimal DecimalUnit = 10_000_000_000m;

    public static string SqlType(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Text or ColumnType.Memo => "TEXT COLLATE NOCASE",
        ColumnType.Double => "REAL",
        ColumnType.PrimaryKey or ColumnType.UniqueIdentifier or ColumnType.Lookup or ColumnType.Owner or ColumnType.Customer => "BLOB",
        _ => "INTEGER",
    };

    /// <summary>True when the column needs a second one for the table it points to.</summary>
    public static bool IsPolymorphic(ColumnDefinition column) => column.Targets.Count > 1;

    public static bool IsLookup(ColumnDefinition column) => column.Type is ColumnType.Lookup or ColumnType.Owner or ColumnType.Customer;

    /// <summary>The number of stored units in one, where the column stores a fraction.</summary>
    public static decimal? Unit(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Money => MoneyUnit,
        ColumnType.Decimal => DecimalUnit,
        _ => null,
    };

    /// <summary>A valid value of the column as SQLite stores it.</summary>
    public static object ToSql(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        Lookup lookup => lookup.Id.ToByteArray(bigEndian: true),
        DateTime time => ToSeconds(time),
        bool flag => flag ? 1L : 0L,
        int number => (long)number,
        _ => value,
    };

    public static object ToSql(ColumnDefinition column, object? value) =>
        value is decimal number && Unit(column) is { } unit ? (long)decimal.Round(number * unit) : ToSql(value);

    /// <summary>A constant of a filter on the column; a number between two stored ones becomes a real, which SQLite compares exactly with integers.</summary>
    public static object ToConstant(ColumnDefinition column, object? value)
    {
        if (Unit(column) is { } unit && value is decimal or int or long or double)
            return Scaled(Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture), unit);
        if (value is DateTime time && time.Ticks % TimeSpan.TicksPerSecond != 0) return (time - DateTime.UnixEpoch).TotalSeconds;
        return value is decimal other ? (double)other : ToSql(value);
    }

    public static object? FromSql(ColumnDefinition column, SqliteDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal)) return null;
        return column.Type switch
        {
            ColumnType.Text or ColumnType.Memo => reader.GetString(ordinal),
            ColumnType.Boolean => reader.GetInt64(ordinal) != 0,
            ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => (int)reader.GetInt64(ordinal),
            ColumnType.BigInteger => reader.GetInt64(ordinal),
            ColumnType.Decimal => Plain(reader.GetInt64(ordinal) / DecimalUnit),
            ColumnType.Money => Plain(reader.GetInt64(ordinal) / MoneyUnit),
            ColumnType.Double => reader.GetDouble(ordinal),
            ColumnType.DateTime or ColumnType.DateOnly => FromSeconds(reader.GetInt64(ordinal)),
            ColumnType.PrimaryKey or ColumnType.UniqueIdentifier => ReadId(reader, ordinal),
            _ => new Lookup(IsPolymorphic(column) ? reader.GetString(ordinal + 1) : column.Targets[0], ReadId(reader, ordinal)),
        };
    }

    public static Guid ReadId(SqliteDataReader reader, int ordinal) => new((byte[])reader.GetValue(ordinal), bigEndian: true);

    public static long ToSeconds(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    public static DateTime FromSeconds(long seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    static object Scaled(decimal number, decimal unit)
    {
        if (Math.Abs(number) > long.MaxValue / unit) return (double)number * (double)unit;
        var scaled = number * unit;
        return scaled == decimal.Truncate(scaled) ? (long)scaled : (double)scaled;
    }

    /// <summary>Without the zeros at the end that a division leaves.</summary>
    static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}
