using System.Text.Json;

namespace CrmInsights.EndToEnd.Processes;

/// <summary>Plays by real processes: plug-ins, function app and mining as they ship.</summary>
public sealed class PlayTests : IDisposable
{
    const int Succeeded = 712340002, Prospect = 712340000;

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_run_creates_no_task_and_the_passing_of_time_creates_some_though_the_night_trains_a_new_model()
    {
        (await TasksAsync("2026-06-01")).ShouldBe(0);

        (await TasksAsync("2026-06-21")).ShouldBeGreaterThan(0);
    }

    // The step that forwards a new account is switched off, so that only the request can have told the app of it.
    [Fact]
    public async Task ci_ScoreAccount_over_the_Web_API_brings_the_score_onto_the_row_and_ends_its_run()
    {
        var (process, address) = await LocalProcess.ServeAsync(_folder["state"], "--accounts", "60");
        await using var local = process;
        await local.WaitUntilReadyAsync();
        using var client = new CrmClient(address);
        var forward = (await client.ListAsync("sdkmessageprocessingsteps?$select=name")).Single(step => step.GetProperty("name").GetString() is { } name
            && name.Contains("ForwardAccount", StringComparison.Ordinal) && name.Contains("Create", StringComparison.Ordinal)).GetProperty("sdkmessageprocessingstepid").GetGuid();
        await client.SendAsync(HttpMethod.Patch, $"sdkmessageprocessingsteps({forward})", new { statecode = 1, statuscode = 2 });
        var account = Guid.NewGuid();
        await client.SendAsync(HttpMethod.Post, "accounts", new { accountid = account, name = "Unforwarded" });

        var answer = await client.CallAsync($"accounts({account})/Microsoft.Dynamics.CRM.ci_ScoreAccount");
        var run = $"ci_runs({answer.GetProperty("RunId").GetGuid()})?$select=ci_status,ci_job";
        await Until.TrueAsync(async () => (await client.GetAsync(run)).GetProperty("ci_status").GetInt32() == Succeeded, TimeSpan.FromMinutes(2), "the run of the request has ended");

        var row = await client.GetAsync($"accounts({account})?$select=ci_insights,ci_insightson,ci_lifecyclestage,ci_modelversion");
        row.GetProperty("ci_lifecyclestage").GetInt32().ShouldBe(Prospect);
        row.GetProperty("ci_insightson").ValueKind.ShouldBe(JsonValueKind.String);
        row.GetProperty("ci_insights").GetString()!.ShouldContain("\"schemaVersion\"");
    }

    async Task<int> TasksAsync(string now)
    {
        var (exitCode, output) = await LocalProcess.RunAsync(
            "run", "--once", "--port", "0", "--no-window", "--accounts", "600", "--data-dir", _folder["state"], "--now", now, "--json", _folder["out.json"]);
        exitCode.ShouldBe(0, output);
        return JsonDocument.Parse(File.ReadAllText(_folder["out.json"])).RootElement.GetProperty("tasks").GetInt32();
    }
}
