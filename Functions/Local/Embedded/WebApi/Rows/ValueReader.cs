using System.Globalization;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Turns a JSON value of a body into the type that the column stores.</summary>
static class ValueReader
{
    const int Shown = 60;

    static readonly string[] s_moments = ["yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd"];

    /// <exception cref="WebApiException">The value does not fit; the message names the property.</exception>
    public static object? Read(JsonElement value, ColumnProperty property)
    {
        if (value.ValueKind is JsonValueKind.Null) return null;
        return TryRead(value, property.Column.Type) ?? throw WebApiException.Payload(
            $"The property '{property.Name}' has the value {Excerpt(value)}; expected {Expected(property.Column.Type)}.");
    }

    static object? TryRead(JsonElement value, ColumnType type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.String, ColumnType.Text or ColumnType.Memo) => JsonText.Of(value),
        (JsonValueKind.True or JsonValueKind.False, ColumnType.Boolean) => value.GetBoolean(),
        (JsonValueKind.Number, ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status) =>
            value.TryGetInt32(out var whole) ? whole : null,
        (JsonValueKind.Number, ColumnType.BigInteger) => value.TryGetInt64(out var big) ? big : null,
        (JsonValueKind.Number, ColumnType.Decimal or ColumnType.Money) => value.TryGetDecimal(out var number) ? number : null,
        (JsonValueKind.Number, ColumnType.Double) => value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null,
        (JsonValueKind.String, ColumnType.DateTime) => Moment(JsonText.Of(value)),
        (JsonValueKind.String, ColumnType.DateOnly) => Day(JsonText.Of(value)),
        (JsonValueKind.String, ColumnType.PrimaryKey or ColumnType.UniqueIdentifier) => value.TryGetGuid(out var id) ? id : null,
        _ => null,
    };

    static object? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, s_moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.UtcDateTime
            : null;

    static object? Day(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? day
            : null;

    static string Expected(ColumnType type) => type switch
    {
        ColumnType.Text or ColumnType.Memo => "a text",
        ColumnType.Boolean => "true or false",
        ColumnType.Integer or ColumnType.Choice or ColumnType.State or ColumnType.Status => "a whole number of 32 bits",
        ColumnType.BigInteger => "a whole number of 64 bits",
        ColumnType.Decimal or ColumnType.Money or ColumnType.Double => "a number",
        ColumnType.DateTime => "a moment such as 2026-01-31T12:00:00Z",
        ColumnType.DateOnly => "a day such as 2026-01-31",
        _ => "a GUID",
    };

    static string Excerpt(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "...");
    }
}
