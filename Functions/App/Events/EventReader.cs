using System.Text.Json;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Events;

/// <summary>Reads CloudEvents 1.0 in structured mode, single or batched, into inbox events. All or none: one bad event refuses the batch.</summary>
/// <param name="organizationId">The only environment whose events are taken.</param>
/// <param name="now">The app's time.</param>
sealed class EventReader(Guid organizationId, DateTimeOffset now)
{
    const int LargestBatch = 1000;

    readonly List<ScoreRequest> _requests = [];

    /// <summary>What the events read so far ask for.</summary>
    public IReadOnlyList<ScoreRequest> Requests => _requests;

    /// <exception cref="EventFaultException">An event is not taken.</exception>
    public IReadOnlyList<InboxEvent> Read(ReadOnlySpan<byte> body, bool batch)
    {
        var json = Parse(body);
        if (!batch) return [ReadOne(json, "")];
        if (json.ValueKind != JsonValueKind.Array)
            throw EventFaultException.Malformed($"The body is a JSON {json.ValueKind}; expected an array, as its content type says.");
        if (json.GetArrayLength() is 0 or > LargestBatch)
            throw EventFaultException.Malformed($"The batch has {json.GetArrayLength()} events; expected 1 to {LargestBatch}.");
        return [.. json.EnumerateArray().Select((item, index) => ReadOne(item, $"[{index}]."))];
    }

    static JsonElement Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException fault)
        {
            throw EventFaultException.Malformed($"The body is not JSON: {fault.Message}");
        }
    }

    InboxEvent ReadOne(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw EventFaultException.Malformed($"{place}The event is a JSON {json.ValueKind}; expected an object.");
        var fields = new Fields(json, place, now);
        if (fields.Text("specversion", 10) != "1.0") throw fields.Wrong("specversion", "\"1.0\"");
        CheckSource(fields);
        var type = fields.Text("type", 100);
        if (!EventTypes.All.TryGetValue(type, out var read)) throw fields.Wrong("type", "one of " + string.Join(", ", EventTypes.All.Keys));

        var content = read(fields, fields.Object("data"));
        CheckSubject(fields, content.Row);
        if (content.Request is { } request) _requests.Add(request);
        return new InboxEvent(fields.Text("id", 200), type, fields.Time("time"), content.Row, content.AlsoDirty);
    }

    void CheckSource(Fields fields)
    {
        var source = fields.Text("source", 300);
        if (!string.Equals(source, $"/dataverse/{organizationId:D}", StringComparison.OrdinalIgnoreCase))
            throw new EventFaultException(StatusCodes.Status403Forbidden,
                $"The event comes from {source}, but this app writes to /dataverse/{organizationId:D}. A copied environment needs its own app: change ci_FunctionsUrl there.");
    }

    static void CheckSubject(Fields fields, RowState row)
    {
        var expected = $"{EventTypes.TableOf(row)}/{row.Id:D}";
        if (!string.Equals(fields.Text("subject", 200), expected, StringComparison.OrdinalIgnoreCase))
            throw fields.Wrong("subject", $"\"{expected}\", as data says");
    }
}
