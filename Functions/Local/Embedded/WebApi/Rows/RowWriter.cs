using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Writes rows as JSON with the annotations that the request asked for.</summary>
sealed class RowWriter(Preferences prefer, FormattedValues? formatted)
{
    static readonly JsonEncodedText s_etag = JsonEncodedText.Encode("@odata.etag");
    static readonly JsonEncodedText s_context = JsonEncodedText.Encode("@odata.context");

    readonly bool _formatted = prefer.Annotation(ColumnProperty.FormattedValue);
    readonly bool _logicalName = prefer.Annotation(ColumnProperty.LogicalName);
    readonly bool _navigation = prefer.Annotation(ColumnProperty.AssociatedNavigation);

    /// <summary>A writer for the answer to a request.</summary>
    public static RowWriter For(Call call) => new(call.Prefer,
        call.Prefer.Annotation(ColumnProperty.FormattedValue) ? new FormattedValues(call.Model, call.Session) : null);

    public void WriteRow(Utf8JsonWriter json, TableRow row, RowShape shape, string context)
    {
        formatted?.Load([row]);
        Write(json, row, shape, context);
    }

    public void WriteArray(Utf8JsonWriter json, IReadOnlyList<TableRow> rows, RowShape shape)
    {
        formatted?.Load(rows);
        json.WriteStartArray("value");
        foreach (var row in rows) Write(json, row, shape, context: null);
    }

    void Write(Utf8JsonWriter json, TableRow row, RowShape shape, string? context)
    {
        json.WriteStartObject();
        if (context is not null) json.WriteString(s_context, context);
        json.WriteString(s_etag, Condition.ETag(row));
        foreach (var property in shape.Properties) WriteProperty(json, row, shape.Table, property);
        foreach (var (name, type) in shape.Linked)
        {
            json.WritePropertyName(name);
            WriteValue(json, row[name], type);
        }
        foreach (var (navigation, related) in shape.Expands) WriteRelated(json, row.Expanded?.GetValueOrDefault(navigation.Name), navigation, related);
        json.WriteEndObject();
    }

    void WriteRelated(Utf8JsonWriter json, object? value, Navigation navigation, RowShape shape)
    {
        json.WritePropertyName(navigation.Name);
        if (navigation.Collection)
        {
            json.WriteStartArray();
            foreach (var row in value as IEnumerable<TableRow> ?? []) Write(json, row, shape, context: null);
            json.WriteEndArray();
        }
        else if (value is TableRow row) Write(json, row, shape, context: null);
        else json.WriteNullValue();
    }

    void WriteProperty(Utf8JsonWriter json, TableRow row, TableModel table, ColumnProperty property)
    {
        var value = ValueOf(row, table, property);
        if (value is not null && _formatted && formatted!.Of(row, property.Column) is { } text) json.WriteString(property.JsonFormatted, text);
        if (value is Lookup lookup) WriteLookupAnnotations(json, table, property, lookup);
        json.WritePropertyName(property.Json);
        WriteValue(json, value, property.Column.Type);
    }

    void WriteLookupAnnotations(Utf8JsonWriter json, TableModel table, ColumnProperty property, Lookup lookup)
    {
        if (_logicalName) json.WriteString(property.JsonLogicalName, lookup.Table);
        if (_navigation && table.NavigationOf(property.Column.LogicalName, lookup.Table) is { } navigation)
            json.WriteString(property.JsonNavigation, navigation.Name);
    }

    public static object? ValueOf(TableRow row, TableModel table, ColumnProperty property)
    {
        var column = property.Column.LogicalName;
        if (row.Values.TryGetValue(column, out var value)) return value;
        if (column == TableModel.VersionColumn) return row.Version;
        return column == table.Table.PrimaryKey ? row.Id : null;
    }

    public static void WriteValue(Utf8JsonWriter json, object? value, ColumnType type)
    {
        if (PlainJson.TryWrite(json, value)) return;
        switch (value)
        {
            case Lookup lookup: json.WriteStringValue(lookup.Id); break;
            case DateTime moment: WriteMoment(json, moment, type); break;
            default: throw new InvalidOperationException($"A row holds a {value?.GetType().Name}, which no column type stores.");
        }
    }

    static void WriteMoment(Utf8JsonWriter json, DateTime moment, ColumnType type)
    {
        Span<char> text = stackalloc char[20];
        moment.TryFormat(text, out var length, type == ColumnType.DateOnly ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ssZ", null);
        json.WriteStringValue(text[..length]);
    }
}
