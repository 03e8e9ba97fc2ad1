using System.Globalization;
using System.Text.Json;

namespace CrmInsights.Dataverse;

/// <summary>One row as Dataverse sent it. A column that was not asked for reads as null; one of the wrong type is refused.</summary>
/// <param name="table">The table, for messages.</param>
/// <param name="json">The row.</param>
public sealed class Row(DataverseTable table, JsonElement json)
{
    /// <summary>Primary key.</summary>
    public Guid Id => Guid(table.PrimaryKey) ?? throw Wrong(table.PrimaryKey, "a primary key");

    /// <summary>The row's <c>versionnumber</c>.</summary>
    public long Version => Value(VersionColumn) is { } value
        ? ReadLong(value) ?? throw Wrong(VersionColumn, "a whole number")
        : throw Wrong(VersionColumn, "a version (ask for the column)");

    const string VersionColumn = "versionnumber";

    /// <summary>A text column.</summary>
    public string? Text(string column) => Value(column) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(column, "text");

    /// <summary>A unique identifier or lookup column.</summary>
    public Guid? Guid(string column) => Value(column) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetGuid(out var id) ? id : throw Wrong(column, "a GUID");

    /// <summary>A choice, state or whole-number column.</summary>
    public int? Integer(string column) => Value(column) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(column, "a whole number");

    /// <summary>A yes-or-no column.</summary>
    public bool? Flag(string column) => Value(column) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(column, "true or false");

    /// <summary>A decimal or money column.</summary>
    public decimal? Decimal(string column) => Value(column) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw Wrong(column, "a number");

    /// <summary>A date-time column, in UTC. A date without time is its midnight.</summary>
    public DateTimeOffset? Time(string column) => Text(column) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : throw Wrong(column, "a date");

    /// <summary>Logical name of the table a lookup points to; null where Dataverse did not say.</summary>
    public string? LookupTable(string column) => Text(column + "@Microsoft.Dynamics.CRM.lookuplogicalname");

    JsonElement? Value(string column) =>
        json.TryGetProperty(column, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    static long? ReadLong(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        // IEEE754Compatible answers write 64-bit numbers as text.
        JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    InvalidDataException Wrong(string column, string expected) => new(
        $"Dataverse sent {(json.TryGetProperty(column, out var value) ? value.GetRawText() : "nothing")} for {table.LogicalName}.{column}; expected {expected}.");
}
