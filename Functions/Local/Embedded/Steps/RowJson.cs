using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Rows inside stored jobs. The types are those of the columns; a column that an upgrade took away is left out on reading.</summary>
static class RowJson
{
    public static void Write(Utf8JsonWriter json, TableRow row)
    {
        json.WriteStartObject();
        foreach (var (name, value) in row.Values)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
        json.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        if (PlainJson.TryWrite(json, value)) return;
        switch (value)
        {
            case DateTime time: json.WriteStringValue(time); break;
            case Lookup lookup: json.WriteStringValue($"{lookup.Table}/{lookup.Id}"); break;
            default: throw new NotSupportedException($"A value of type {value?.GetType().Name} cannot be kept in a system job.");
        }
    }

    public static TableRow Read(JsonElement json, TableDefinition table, Guid id)
    {
        var row = new TableRow(table.LogicalName, id);
        foreach (var property in json.EnumerateObject())
        {
            if (table.Columns.TryGetValue(property.Name, out var column)) row[property.Name] = Value(property.Value, column);
        }
        return row;
    }

    /// <summary>A value without a column: text, number or truth.</summary>
    public static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True or JsonValueKind.False => json.GetBoolean(),
        JsonValueKind.Number => json.TryGetInt32(out var number) ? number : json.GetDecimal(),
        _ => json.GetString(),
    };

    static object? Value(JsonElement json, ColumnDefinition column)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        return column.Type switch
        {
            ColumnType.Boolean => json.GetBoolean(),
            ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => json.GetInt32(),
            ColumnType.BigInteger => json.GetInt64(),
            ColumnType.Decimal or ColumnType.Money => json.GetDecimal(),
            ColumnType.Double => json.GetDouble(),
            ColumnType.PrimaryKey or ColumnType.UniqueIdentifier => json.GetGuid(),
            ColumnType.DateTime or ColumnType.DateOnly => json.GetDateTime(),
            ColumnType.Lookup or ColumnType.Owner or ColumnType.Customer => Reference(json.GetString()!),
            _ => json.GetString(),
        };
    }

    public static Lookup Reference(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new Lookup(text[..slash], Guid.Parse(text.AsSpan(slash + 1)));
    }
}
