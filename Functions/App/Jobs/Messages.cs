using System.Text.Json.Nodes;

namespace CrmInsights.App.Jobs;

/// <summary>The messages that wake workers. Truth is in the store; a message only says where to look.</summary>
static class Messages
{
    public static IEnumerable<JsonObject> WakeUps(IEnumerable<int> shards) => shards.Select(shard => new JsonObject { ["shard"] = shard });

    public static JsonObject Stage(Guid run, string stage) => new() { ["run"] = run.ToString("D"), ["stage"] = stage };
}
