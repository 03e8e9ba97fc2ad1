using System.Text.Json;

namespace CrmInsights.App.Hosting;

/// <summary>What the Functions host sends for one call: the values of the input bindings by name.</summary>
sealed class Invocation
{
    readonly JsonElement _data;

    Invocation(JsonElement data) => _data = data;

    /// <summary>Takes the host's envelope.</summary>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public static Invocation Of(JsonElement envelope) =>
        envelope.ValueKind == JsonValueKind.Object && envelope.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.Object
            ? new Invocation(data)
            : throw new InvalidDataException("The call has no object \"Data\"; expected the envelope of the Functions host.");

    /// <summary>The HTTP request of an httpTrigger binding.</summary>
    public HttpCall Http(string binding) => HttpCall.Of(Value(binding));

    /// <summary>
    /// The JSON object of a queueTrigger binding. The host writes queue text as JSON text that holds the text, some versions as the text
    /// itself, and an object where they parsed it: all are taken.
    /// </summary>
    public JsonElement Message(string binding)
    {
        var value = Value(binding);
        for (var layer = 0; layer < 2 && value.ValueKind == JsonValueKind.String; layer++) value = Parse(value.GetString()!, binding);
        return value.ValueKind == JsonValueKind.Object
            ? value
            : throw new InvalidDataException($"The message of \"{binding}\" is {value.GetRawText()}; expected a JSON object.");
    }

    JsonElement Value(string binding) => _data.TryGetProperty(binding, out var value)
        ? value
        : throw new InvalidDataException($"The call carries no value for the binding \"{binding}\"; compare function.json with the function.");

    static JsonElement Parse(string text, string binding)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"The message of \"{binding}\" is not JSON: {fault.Message}", fault);
        }
    }
}
