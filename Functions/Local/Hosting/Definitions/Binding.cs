using System.Text.Json;

namespace CrmInsights.Local.Hosting.Definitions;

/// <summary>One binding of a function.json.</summary>
/// <param name="Name">Name of the value in the envelope.</param>
/// <param name="Type">httpTrigger, queueTrigger, timerTrigger, http or queue.</param>
/// <param name="Json">Everything the file says about it.</param>
sealed record Binding(string Name, string Type, JsonElement Json)
{
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    public string? Text(string property) => Json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool Flag(string property) => Json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.True;

    public IReadOnlyList<string> Texts(string property) =>
        Json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")] : [];
}
