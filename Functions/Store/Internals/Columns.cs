using System.Data.Common;
using System.Globalization;

namespace CrmInsights.Store.Internals;

/// <summary>How values lie in SQLite: ids as 16 bytes in printed order, decimals as text, times as microseconds since 1970.</summary>
static class Columns
{
    public static object Encode(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        decimal amount => amount.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => Micros(time),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };

    public static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(this DbDataReader row, int column) =>
        new(DateTimeOffset.UnixEpoch.Ticks + row.GetInt64(column) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static Guid Id(this DbDataReader row, int column) => new((byte[])row.GetValue(column), bigEndian: true);

    public static decimal Money(this DbDataReader row, int column) =>
        decimal.Parse(row.GetString(column), NumberStyles.Number, CultureInfo.InvariantCulture);

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static Guid? IdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Id(column);

    public static decimal? MoneyOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Money(column);

    public static int? IntOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
