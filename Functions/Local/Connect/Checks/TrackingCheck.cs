using System.Net;
using System.Text.Json;
using CrmInsights.Dataverse;

namespace CrmInsights.Local.Connect.Checks;

/// <summary>Whether Dataverse keeps track of changes in the tables that the app collects from.</summary>
sealed class TrackingCheck : ICheck
{
    public string Subject => "Change tracking";

    public async Task<IReadOnlyList<Finding>> RunAsync(ConnectTarget target, CancellationToken cancellation)
    {
        var off = new List<string>();
        foreach (var table in target.Ours.TrackedTables)
        {
            if (!await IsOnAsync(target.Dataverse, table, cancellation)) off.Add(table);
        }
        return
        [
            off.Count == 0
                ? Finding.Ok(Subject, $"on for {string.Join(", ", target.Ours.TrackedTables)}.")
                : Finding.Problem(Subject, $"off for {string.Join(", ", off)}.",
                    "Switch on \"Track changes\" in the properties of each of these tables in the maker portal; without it, what a missed event should have told stays unknown."),
        ];
    }

    // A table that is not there is told by another check.
    static async Task<bool> IsOnAsync(DataverseWebApi dataverse, string table, CancellationToken cancellation)
    {
        try
        {
            var definition = await dataverse.ReadDocumentAsync($"EntityDefinitions(LogicalName='{table}')?$select=LogicalName,ChangeTrackingEnabled", cancellation);
            return definition.TryGetProperty("ChangeTrackingEnabled", out var flag) && flag.ValueKind == JsonValueKind.True;
        }
        catch (DataverseException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return true;
        }
    }
}
