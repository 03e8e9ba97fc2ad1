using System.Text.Json;

namespace CrmInsights.Local.Hosting.Calls;

/// <summary>What the handler answered: values of output bindings, lines for the log, a return value.</summary>
sealed class HandlerAnswer
{
    readonly JsonElement _outputs;

    HandlerAnswer(JsonElement root)
    {
        _outputs = Find(root, "Outputs");
        ReturnValue = Find(root, "ReturnValue");
        Logs = Find(root, "Logs") is { ValueKind: JsonValueKind.Array } logs ? [.. logs.EnumerateArray().Select(line => line.ToString())] : [];
    }

    public JsonElement ReturnValue { get; }

    public IReadOnlyList<string> Logs { get; }

    /// <summary>The value of an output binding; undefined where there is none.</summary>
    public JsonElement Output(string binding) => binding == "$return" ? ReturnValue : Find(_outputs, binding);

    /// <summary>Reads an answer.</summary>
    /// <exception cref="InvalidDataException">It breaks the contract; the message says how.</exception>
    public static HandlerAnswer Parse(string? mediaType, string body)
    {
        if (mediaType is null || !mediaType.Contains("json", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"The handler answered with content type '{mediaType}'; expected application/json.");
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new HandlerAnswer(document.RootElement.Clone())
                : throw new InvalidDataException($"The handler answered {document.RootElement.GetRawText()}; expected an object with Outputs, Logs and ReturnValue.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The handler's answer is not JSON: {error.Message}", error);
        }
    }

    static JsonElement Find(JsonElement json, string name) => json.ValueKind != JsonValueKind.Object ? default
        : json.EnumerateObject().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
