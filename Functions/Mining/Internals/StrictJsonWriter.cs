using System.Text.Json;

namespace CrmInsights.Mining.Internals;

/// <summary>Writes one flat JSON object that begins with its format and version. NaN is written as null.</summary>
sealed class StrictJsonWriter : IDisposable
{
    readonly Utf8JsonWriter _json;

    public StrictJsonWriter(Stream stream, string format, int version)
    {
        _json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        _json.WriteStartObject();
        _json.WriteString("format", format);
        _json.WriteNumber("version", version);
    }

    public void Text(string name, string value) => _json.WriteString(name, value);

    public void Number(string name, double value) => _json.WriteNumber(name, value);

    public void Flag(string name, bool value) => _json.WriteBoolean(name, value);

    public void Numbers(string name, ReadOnlySpan<double> values)
    {
        _json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (double.IsNaN(value)) _json.WriteNullValue();
            else _json.WriteNumberValue(value);
        }
        _json.WriteEndArray();
    }

    public void Dispose()
    {
        _json.WriteEndObject();
        _json.Dispose();
    }
}
