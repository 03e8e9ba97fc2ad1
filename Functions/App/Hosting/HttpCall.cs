using System.Text.Json;

namespace CrmInsights.App.Hosting;

/// <summary>The HTTP request behind a call.</summary>
/// <param name="Body">The body as text; null where there was none.</param>
/// <param name="Headers">Headers by name, case does not matter; several values joined by a comma.</param>
sealed record HttpCall(string? Body, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static HttpCall Of(JsonElement request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (request.ValueKind == JsonValueKind.Object && request.TryGetProperty("Headers", out var given) && given.ValueKind == JsonValueKind.Object)
            foreach (var header in given.EnumerateObject()) headers[header.Name] = Text(header.Value);
        return new HttpCall(BodyOf(request), headers);
    }

    static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(",", value.EnumerateArray().Select(Text)) : value.ToString();

    static string? BodyOf(JsonElement request) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetProperty("Body", out var body) && body.ValueKind == JsonValueKind.String ? body.GetString() : null;
}
