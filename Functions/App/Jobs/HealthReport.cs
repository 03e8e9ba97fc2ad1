using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs;

/// <summary>Looks at everything the app needs and says in words what is wrong.</summary>
sealed class HealthReport(InsightStore store, HomeEnvironment environment, Champion churn, ProfileModels profiles, Clocks clocks)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    static readonly string s_version = typeof(HealthReport).Assembly.GetName().Version!.ToString(3);

    public async Task<(bool Healthy, JsonObject Report)> WriteAsync(CancellationToken cancellation)
    {
        var reasons = new List<string>();
        var report = new JsonObject { ["versions"] = new JsonObject { ["app"] = s_version } };
        report["store"] = await CheckAsync("store", StoreAsync, reasons, cancellation);
        report["dataverse"] = await CheckAsync("dataverse", DataverseAsync, reasons, cancellation);
        if (report["store"]!["reachable"]!.GetValue<bool>())
        {
            await AddWaitingAsync(report, cancellation);
            await AddRunsAsync(report, reasons, cancellation);
            await AddChampionAsync(report, cancellation);
            reasons.AddRange(await DamagedAsync(cancellation));
        }
        report["status"] = reasons.Count == 0 ? "healthy" : "unhealthy";
        report["reasons"] = new JsonArray([.. reasons.Select(reason => (JsonNode)reason)]);
        return (reasons.Count == 0, report);
    }

    // A part that does not answer is a finding, not a failure of the report.
    async Task<JsonObject> CheckAsync(string part, Func<CancellationToken, Task<JsonObject>> check, List<string> reasons, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = clocks.Wall.CreateTimer(_ => limit.Cancel(), null, s_patience, Timeout.InfiniteTimeSpan);
        try
        {
            var found = await check(limit.Token);
            found["reachable"] = true;
            return found;
        }
        catch (Exception fault) when (IsExpected(fault) && !cancellation.IsCancellationRequested)
        {
            var reason = fault is OperationCanceledException ? $"no answer within {s_patience.TotalSeconds:0} s" : fault.Message;
            reasons.Add($"{part}: {reason}");
            return new JsonObject { ["reachable"] = false };
        }
    }

    static bool IsExpected(Exception fault) =>
        fault is DataverseException or DbException or IOException or InvalidDataException or OperationCanceledException;

    async Task<JsonObject> StoreAsync(CancellationToken cancellation)
    {
        var totals = await store.Customers.CountAsync(cancellation);
        return new JsonObject { ["customers"] = totals.Customers, ["orders"] = totals.Orders, ["orderLines"] = totals.Lines, ["revenue"] = totals.Revenue };
    }

    // Which environment, and as whom: what `crminsights connect` compares with the environment it is at.
    async Task<JsonObject> DataverseAsync(CancellationToken cancellation)
    {
        var identity = await environment.AskAsync(cancellation);
        return new JsonObject { ["organizationId"] = identity.OrganizationId, ["userId"] = identity.UserId };
    }

    async Task AddWaitingAsync(JsonObject report, CancellationToken cancellation)
    {
        var waiting = await store.Dirty.WaitingAsync(cancellation);
        var shards = new JsonObject(waiting.Select(shard => KeyValuePair.Create(shard.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)shard.Value)));
        report["waiting"] = new JsonObject { ["customers"] = waiting.Values.Sum(), ["shards"] = shards };
    }

    async Task AddRunsAsync(JsonObject report, List<string> reasons, CancellationToken cancellation)
    {
        var runs = (await store.Runs.ListAsync(20, cancellation)).Where(run => run.Job != ScoreRequests.Job).ToList();
        var last = runs.MaxBy(run => run.StartedOn);
        if (last is not null) report["lastRun"] = Describe(last);
        report["lastSuccessOn"] = Time(runs.Where(run => run.Status == "succeeded").Max(run => run.EndedOn));
        report["lastMineSuccessOn"] = Time(runs.Where(run => run is { Status: "succeeded", Job: "mine" }).Max(run => run.EndedOn));
        if (last is { Status: "failed" }) reasons.Add($"the last run ({last.Job}, {last.StartedOn:u}) failed in stage {last.Stage}; see its row in ci_run");
    }

    async Task AddChampionAsync(JsonObject report, CancellationToken cancellation)
    {
        var champion = (await store.Models.ListAsync("churn", cancellation)).FirstOrDefault(model => model.Stage == "champion");
        if (champion is null) return;
        report["champion"] = new JsonObject { ["kind"] = champion.Kind, ["version"] = champion.Version, ["trainedOn"] = Time(champion.TrainedOn) };
    }

    async Task<IEnumerable<string>> DamagedAsync(CancellationToken cancellation) =>
        new[] { (await churn.ReadAsync(cancellation)).Fault, (await profiles.ReadAsync(cancellation)).Fault }.OfType<string>().Select(fault => "models: " + fault);

    static JsonObject Describe(RunRecord run) => new()
    {
        ["id"] = run.Id,
        ["job"] = run.Job,
        ["stage"] = run.Stage,
        ["status"] = run.Status,
        ["startedOn"] = Time(run.StartedOn),
        ["endedOn"] = Time(run.EndedOn),
        ["details"] = JsonNode.Parse(run.Json),
    };

    static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
