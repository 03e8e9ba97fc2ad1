using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmInsights.Local.Hosting.Queues;

namespace CrmInsights.Local.Hosting.Calls;

/// <summary>Writes calls as the real host sends them to a custom handler: <c>{"Data":{...},"Metadata":{...}}</c>.</summary>
sealed class Envelope(string function, DateTimeOffset now)
{
    static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// A queue message. The value is JSON text that holds the text, so it is encoded twice. What the message has for top-level properties
    /// joins the metadata and replaces keys of the same name.
    /// </summary>
    public string ForQueue(string binding, string text, QueueMessage? message)
    {
        var metadata = new Dictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase);
        if (message is not null)
        {
            metadata["DequeueCount"] = message.DequeueCount.ToString(CultureInfo.InvariantCulture);
            metadata["ExpirationTime"] = Time(message.ExpiresOn);
            metadata["Id"] = Quoted(message.Id.ToString());
            metadata["InsertionTime"] = Time(message.InsertedOn);
            metadata["NextVisibleTime"] = Time(message.NextVisibleOn);
            metadata["PopReceipt"] = Quoted(message.PopReceipt);
        }
        foreach (var (name, value) in PropertiesOf(text)) metadata[name] = value;
        return Write(binding, Quoted(text), metadata);
    }

    /// <summary>A timer; no status where it has never been scheduled.</summary>
    public string ForTimer(string binding, (DateTimeOffset Last, DateTimeOffset Next)? status, bool isPastDue) => Write(binding, new JsonObject
    {
        ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
        ["ScheduleStatus"] = status is not { } times ? null : new JsonObject
        {
            ["Last"] = Utc(times.Last),
            ["Next"] = Utc(times.Next),
            ["LastUpdated"] = Utc(times.Last),
        },
        ["IsPastDue"] = isPastDue,
    }, []);

    /// <summary>An HTTP request.</summary>
    public string ForHttp(string binding, HttpCall call)
    {
        var request = new JsonObject
        {
            ["Url"] = call.Url,
            ["Method"] = call.Method,
            ["Query"] = Object(call.Query),
            ["Headers"] = new JsonObject(call.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)new JsonArray([.. header.Value.Select(value => (JsonNode?)value)])))),
            ["Params"] = Object(call.Params),
            ["Identities"] = new JsonArray(Anonymous()),
        };
        if (call.Body is { } body) request["Body"] = body;
        return Write(binding, request, new Dictionary<string, JsonNode?>
        {
            ["Query"] = Object(call.Query),
            ["Headers"] = Object(call.Headers.Select(header => KeyValuePair.Create(header.Key, string.Join(",", header.Value)))),
        });
    }

    string Write(string binding, JsonNode value, Dictionary<string, JsonNode?> metadata)
    {
        metadata["sys"] = new JsonObject { ["MethodName"] = function, ["UtcNow"] = Utc(now), ["RandGuid"] = Guid.NewGuid().ToString() };
        return new JsonObject { ["Data"] = new JsonObject { [binding] = value }, ["Metadata"] = new JsonObject(metadata) }.ToJsonString(s_json);
    }

    static IEnumerable<(string Name, JsonNode? Value)> PropertiesOf(string text)
    {
        if (!text.TrimStart().StartsWith('{')) return [];
        try
        {
            return [.. JsonNode.Parse(text)!.AsObject().Where(property => property.Value is not JsonArray)
                .Select(property => (property.Key, property.Value is JsonObject inner ? inner.DeepClone() : (JsonNode?)Quoted(property.Value?.ToString())))];
        }
        catch (JsonException)
        {
            return [];      // it only looked like JSON
        }
    }

    static JsonObject Object(IEnumerable<KeyValuePair<string, string>> values) => new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    static JsonObject Anonymous() => new()
    {
        ["AuthenticationType"] = null,
        ["IsAuthenticated"] = false,
        ["Actor"] = null,
        ["BootstrapContext"] = null,
        ["Claims"] = new JsonArray(),
        ["Label"] = null,
        ["Name"] = null,
        ["NameClaimType"] = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        ["RoleClaimType"] = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
    };

    static string Quoted(string? text) => JsonSerializer.Serialize(text, s_json);

    // Azure's queues know whole seconds only.
    static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
