using System.Data.Common;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>
/// Reads values: times as microseconds since 1970, flags as 0 and 1 in both kinds of store; ids as uuid or as 16 bytes in printed order;
/// decimals as numeric or as text.
/// </summary>
static class Columns
{
    public static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(this DbDataReader row, int column) =>
        new(DateTimeOffset.UnixEpoch.Ticks + row.GetInt64(column) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static Guid Id(this DbDataReader row, int column) => row.GetValue(column) is Guid id ? id : new((byte[])row.GetValue(column), bigEndian: true);

    public static bool Flag(this DbDataReader row, int column) => row.GetInt32(column) != 0;

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static Guid? IdOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Id(column);

    public static decimal? MoneyOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDecimal(column);

    public static int? IntOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
