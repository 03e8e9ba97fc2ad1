using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CrmInsights.Dataverse.Internals;

/// <summary>Writes the body of CreateMultiple, UpdateMultiple and UpsertMultiple, and that of a single row.</summary>
static class BulkPayload
{
    // The body is JSON for a server, never part of a page: a quote inside a memo needs two bytes, not six.
    static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Targets(WriteRequest request, IEnumerable<RowWrite> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, s_compact))
        {
            json.WriteStartObject();
            json.WriteStartArray("Targets");
            foreach (var row in rows) WriteTarget(json, request.Table, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Single(IReadOnlyDictionary<string, object?> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_compact))
        {
            json.WriteStartObject();
            foreach (var (column, value) in values) WriteColumn(json, column, value);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static void WriteTarget(Utf8JsonWriter json, DataverseTable table, RowWrite row)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type", "Microsoft.Dynamics.CRM." + table.LogicalName);
        if (row.Row is { Id: { } id }) json.WriteString(table.PrimaryKey, id);
        else if (row.Row is { } key) json.WriteString("@odata.id", key.ToString());
        foreach (var (column, value) in row.Values) WriteColumn(json, column, value);
        json.WriteEndObject();
    }

    static void WriteColumn(Utf8JsonWriter json, string column, object? value)
    {
        if (value is RowReference lookup) json.WriteString(column + "@odata.bind", "/" + lookup);
        else
        {
            json.WritePropertyName(column);
            WriteValue(json, column, value);
        }
    }

    static void WriteValue(Utf8JsonWriter json, string column, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTimeOffset time: json.WriteStringValue(time.UtcDateTime); break;
            case DateOnly date: json.WriteStringValue(date.ToString("O", System.Globalization.CultureInfo.InvariantCulture)); break;
            default: throw new ArgumentException($"Column {column} has the value {value} of type {value.GetType().Name}, which Dataverse cannot take.");
        }
    }
}
