using System.Text.Json;

namespace CrmInsights.Local.Embedded;

/// <summary>Values that JSON writes in one way only; moments and references are written as their reader wants them.</summary>
static class PlainJson
{
    /// <summary>False where the value is none of these.</summary>
    public static bool TryWrite(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); return true;
            case string text: json.WriteStringValue(text); return true;
            case bool flag: json.WriteBooleanValue(flag); return true;
            case int number: json.WriteNumberValue(number); return true;
            case long number: json.WriteNumberValue(number); return true;
            case decimal number: json.WriteNumberValue(number); return true;
            case double number: json.WriteNumberValue(number); return true;
            case Guid id: json.WriteStringValue(id); return true;
            default: return false;
        }
    }
}
