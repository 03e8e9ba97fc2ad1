using System.Globalization;
using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>How values are written to SQLite, which knows neither ids nor decimals.</summary>
static class SqliteValues
{
    public static object Encode(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        decimal amount => amount.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => Columns.Micros(time),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };
}
