using CrmInsights.Store.Internals.Shared;
using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>How values are written to PostgreSQL.</summary>
static class PostgresValues
{
    public static object Encode(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => Columns.Micros(time),
        bool flag => flag ? 1 : 0,
        string text => Text(text),
        _ => value,
    };

    /// <summary>Takes out the one character that PostgreSQL cannot keep; refused, an event with it would be sent again and again.</summary>
    public static string Text(string text) => text.Replace('\0', '\uFFFD');

    /// <summary>Writes a value of a row of a binary COPY.</summary>
    public static void WriteValue(this NpgsqlBinaryImporter rows, object? value)
    {
        switch (Encode(value))
        {
            case DBNull: rows.WriteNull(); break;
            case Guid id: rows.Write(id); break;
            case string text: rows.Write(text); break;
            case int number: rows.Write(number); break;
            case long number: rows.Write(number); break;
            case decimal amount: rows.Write(amount); break;
            case var other: throw new ArgumentException($"No column of the store takes a {other.GetType().Name}.", nameof(value));
        }
    }
}
