using System.Text.Json;

namespace CrmInsights.Mining.Internals;

/// <summary>Reads what <see cref="StrictJsonWriter"/> writes and refuses everything else, naming the field.</summary>
sealed class StrictJsonReader : IDisposable
{
    readonly JsonDocument _document;
    readonly string _format;
    readonly HashSet<string> _read = ["format", "version"];

    public StrictJsonReader(Stream stream, string format, int version)
    {
        _format = format;
        try
        {
            _document = JsonDocument.Parse(stream);
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{format}: not valid JSON at line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}.", broken);
        }
        Require(_document.RootElement.ValueKind == JsonValueKind.Object, "document", "an object");
        CheckTexts();
        Require(Text("format") == format, "format", $"\"{format}\"");
        Require(Finite("version") == version, "version", $"{version}");
    }

    // Bytes that are no UTF-8 and halves of surrogate pairs pass the parser and fail only where a text is taken.
    void CheckTexts()
    {
        try
        {
            foreach (var field in _document.RootElement.EnumerateObject())
                if (field.Name.Length > 0 && field.Value.ValueKind == JsonValueKind.String) field.Value.GetString();
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException($"{_format}: a name or text is not valid UTF-8.", broken);
        }
    }

    public string Text(string name) => Field(name, JsonValueKind.String).GetString()!;

    public double Finite(string name)
    {
        var value = Field(name, JsonValueKind.Number).GetDouble();
        Require(double.IsFinite(value), name, "a finite number");
        return value;
    }

    public bool Flag(string name)
    {
        Require(_document.RootElement.TryGetProperty(name, out var field) && field.ValueKind is JsonValueKind.True or JsonValueKind.False, name, "true or false");
        _read.Add(name);
        return field.GetBoolean();
    }

    public double[] Numbers(string name) =>
        [.. Field(name, JsonValueKind.Array).EnumerateArray().Select(entry => Entry(entry, name))];

    public double[] FiniteNumbers(string name)
    {
        var numbers = Numbers(name);
        Require(numbers.All(double.IsFinite), name, "finite numbers");
        return numbers;
    }

    /// <summary>Refuses fields nobody asked for and fields given twice.</summary>
    public void End()
    {
        var seen = new HashSet<string>();
        foreach (var field in _document.RootElement.EnumerateObject())
            Require(_read.Contains(field.Name) && seen.Add(field.Name), field.Name, "no such field, or only one");
    }

    public void Require(bool holds, string name, string expected)
    {
        if (!holds) throw new InvalidDataException($"{_format}, field \"{name}\": expected {expected}.");
    }

    public void Dispose() => _document.Dispose();

    double Entry(JsonElement entry, string name)
    {
        if (entry.ValueKind == JsonValueKind.Null) return double.NaN;
        Require(entry.ValueKind == JsonValueKind.Number, name, "numbers");
        return entry.GetDouble();
    }

    JsonElement Field(string name, JsonValueKind kind)
    {
        Require(_document.RootElement.TryGetProperty(name, out var field) && field.ValueKind == kind, name, $"a JSON {kind.ToString().ToLowerInvariant()}");
        _read.Add(name);
        return field;
    }
}
