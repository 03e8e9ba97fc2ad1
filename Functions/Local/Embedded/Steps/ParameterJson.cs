using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Parameters of a custom API inside stored jobs, each with its type.</summary>
static class ParameterJson
{
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<ParameterValue> parameters)
    {
        json.WriteStartArray(name);
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteNumber("type", (int)parameter.Type);
            json.WritePropertyName("value");
            WriteValue(json, parameter.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static List<ParameterValue> Read(JsonElement json, IReadOnlyDictionary<string, TableDefinition> tables) => [.. json.EnumerateArray().Select(item =>
    {
        var type = (ParameterType)item.GetProperty("type").GetInt32();
        return new ParameterValue(item.GetProperty("name").GetString()!, type, ReadValue(item.GetProperty("value"), type, tables));
    })];

    static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case TableRow row: WriteRow(json, row); break;
            case string[] texts: WriteList(json, texts, RowJson.WriteValue); break;
            case IReadOnlyList<TableRow> rows: WriteList(json, rows, WriteRow); break;
            default: RowJson.WriteValue(json, value); break;
        }
    }

    static void WriteList<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var item in items) write(json, item);
        json.WriteEndArray();
    }

    static void WriteRow(Utf8JsonWriter json, TableRow row)
    {
        json.WriteStartObject();
        json.WriteString("table", row.Table);
        json.WriteString("id", row.Id);
        json.WritePropertyName("row");
        RowJson.Write(json, row);
        json.WriteEndObject();
    }

    static object? ReadValue(JsonElement json, ParameterType type, IReadOnlyDictionary<string, TableDefinition> tables)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        return type switch
        {
            ParameterType.Boolean => json.GetBoolean(),
            ParameterType.DateTime => json.GetDateTime(),
            ParameterType.Decimal or ParameterType.Money => json.GetDecimal(),
            ParameterType.Entity => ReadRow(json, tables),
            ParameterType.EntityCollection => json.EnumerateArray().Select(row => ReadRow(row, tables)).ToList(),
            ParameterType.EntityReference => RowJson.Reference(json.GetString()!),
            ParameterType.Float => json.GetDouble(),
            ParameterType.Integer or ParameterType.Picklist => json.GetInt32(),
            ParameterType.String => json.GetString(),
            ParameterType.StringArray => json.EnumerateArray().Select(text => text.GetString()).ToArray(),
            _ => json.GetGuid(),
        };
    }

    static TableRow ReadRow(JsonElement json, IReadOnlyDictionary<string, TableDefinition> tables) =>
        RowJson.Read(json.GetProperty("row"), tables.Table(json.GetProperty("table").GetString()!), json.GetProperty("id").GetGuid());
}
