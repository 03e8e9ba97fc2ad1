using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrmInsights.Local.Hosting.Definitions;

/// <summary>A function app as its files describe it: host.json and one function.json a folder.</summary>
sealed partial record AppDefinition(HostSettings Host, IReadOnlyList<FunctionDefinition> Functions)
{
    static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    static readonly string[] s_triggers = ["httpTrigger", "queueTrigger", "timerTrigger"];
    static readonly string[] s_outputs = ["http", "queue"];

    /// <exception cref="FunctionHostException">A file is missing or says what this host cannot do.</exception>
    public static AppDefinition Read(string folder, IReadOnlyDictionary<string, string> settings)
    {
        var host = ReadHost(Parse(Path.Combine(folder, "host.json"), settings), folder);
        var functions = Directory.EnumerateDirectories(folder)
            .Select(child => Path.Combine(child, "function.json")).Where(File.Exists).Order(StringComparer.Ordinal)
            .Select(file => ReadFunction(file, Parse(file, settings))).ToList();
        return functions.Count > 0 ? new AppDefinition(host, functions)
            : throw new FunctionHostException($"{folder} holds no function: no folder in it has a function.json. Publish the app there, or name its folder.");
    }

    static HostSettings ReadHost(JsonElement json, string folder)
    {
        var description = At(json, "customHandler", "description");
        var queues = At(json, "extensions", "queues");
        if (Flag(At(json, "customHandler", "enableForwardingHttpRequest")) || Flag(At(json, "customHandler", "enableProxyingHttpRequest")))
            throw new FunctionHostException("host.json forwards HTTP requests; this host sends envelopes only. Set enableForwardingHttpRequest to false.");

        return new HostSettings
        {
            Executable = Text(At(description, "defaultExecutablePath")) is { Length: > 0 } path ? path
                : throw new FunctionHostException($"{Path.Combine(folder, "host.json")} names no customHandler.description.defaultExecutablePath."),
            Arguments = At(description, "arguments") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.ToString())] : [],
            WorkingDirectory = Text(At(description, "workingDirectory")) ?? "",
            RoutePrefix = Text(At(json, "extensions", "http", "routePrefix")) ?? "api",
            FunctionTimeout = Span(At(json, "functionTimeout"), TimeSpan.FromMinutes(5)),
            MaxDequeueCount = Number(At(queues, "maxDequeueCount"), 5),
            VisibilityTimeout = Span(At(queues, "visibilityTimeout"), TimeSpan.Zero),
            BatchSize = Number(At(queues, "batchSize"), 16),
            NewBatchThreshold = Number(At(queues, "newBatchThreshold"), Number(At(queues, "batchSize"), 16) / 2),
            Base64Messages = !string.Equals(Text(At(queues, "messageEncoding")), "none", StringComparison.OrdinalIgnoreCase),
        };
    }

    static FunctionDefinition ReadFunction(string file, JsonElement json)
    {
        var bindings = At(json, "bindings") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(item => new Binding(Text(At(item, "name")) ?? "", Text(At(item, "type")) ?? "", item)).ToList() : [];
        var triggers = bindings.Where(binding => binding.IsTrigger).ToList();
        if (triggers.Count != 1) throw new FunctionHostException($"{file} has {triggers.Count} triggers; expected one.");

        Expect(file, triggers[0], s_triggers);
        var outputs = bindings.Except(triggers).ToList();
        foreach (var output in outputs) Expect(file, output, s_outputs);
        return new FunctionDefinition(Path.GetFileName(Path.GetDirectoryName(file))!, triggers[0], outputs);
    }

    static void Expect(string file, Binding binding, string[] types)
    {
        if (!types.Any(binding.Is))
            throw new FunctionHostException($"{file}: binding '{binding.Name}' is of type '{binding.Type}'; this host knows {string.Join(", ", types)}.");
    }

    static JsonElement Parse(string file, IReadOnlyDictionary<string, string> settings)
    {
        if (!File.Exists(file)) throw new FunctionHostException($"{file} is missing. Build the function app first, or name the folder that holds it.");
        try
        {
            // %NAME% is an app setting; what is no setting stays as it is, as on the real host.
            var text = SettingName().Replace(File.ReadAllText(file),
                name => settings.TryGetValue(name.Groups[1].Value, out var value) ? JsonEncodedText.Encode(value).ToString() : name.Value);
            using var document = JsonDocument.Parse(text, s_json);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new FunctionHostException($"{file} is not JSON: {error.Message}", error);
        }
    }

    static JsonElement At(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json)) return default;
        }
        return json;
    }

    static string? Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString() : null;

    static bool Flag(JsonElement json) => json.ValueKind == JsonValueKind.True;

    static int Number(JsonElement json, int otherwise) => json.ValueKind == JsonValueKind.Number ? json.GetInt32() : otherwise;

    static TimeSpan Span(JsonElement json, TimeSpan otherwise) => Text(json) is not { } text ? otherwise
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) ? span
        : throw new FunctionHostException($"host.json has the time span '{text}'; expected hh:mm:ss.");

    [GeneratedRegex("%([^%\\s\"]+)%")]
    private static partial Regex SettingName();
}
