using System.Text.Json.Nodes;
using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

/// <summary>A score on request (ci_ScoreAccount): the customer is scored now and its run ends.</summary>
public sealed class ScoreRequestTests : IAsyncLifetime
{
    const int Succeeded = 712340002;

    readonly Guid _run = Guid.NewGuid();
    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        Company.Fill(_app.Dataverse, _app.Clock.GetUtcNow());
        await _pump.TimerAsync("Mine");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task The_customer_is_scored_and_the_run_says_so()
    {
        _app.Clock.Advance(TimeSpan.FromDays(20));

        await _pump.SendAsync(Request(7));

        var run = Run();
        run["ci_status"].ShouldBe(Succeeded);
        run["ci_job"].ShouldBe("score");
        ((string)run["ci_counts"]!).ShouldContain("\"scored\":1,\"written\":1");
        _app.Dataverse.Columns("account", Company.AccountId(7))["ci_insightson"].ShouldBe(_app.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_row_that_holds_the_values_already_is_not_written_again_and_the_run_ends_all_the_same()
    {
        _app.Dataverse.Writes.Clear();

        await _pump.SendAsync(Request(7));

        Run()["ci_status"].ShouldBe(Succeeded);
        ((string)Run()["ci_counts"]!).ShouldContain("The row holds these values already.");
        _app.Dataverse.Writes.ShouldNotContain(write => write.Table == DataverseTable.Account);
    }

    [Fact]
    public async Task The_same_request_twice_ends_one_run_once()
    {
        await _pump.SendAsync(Request(7));
        _app.Dataverse.Writes.Clear();

        await _pump.SendAsync(Request(7));

        _app.Dataverse.Writes.ShouldNotContain(write => write.Table == DataverseTable.Run);
    }

    [Fact]
    public async Task Of_a_customer_who_objected_meanwhile_the_run_says_why_there_is_no_score()
    {
        await _pump.SendAsync(Sample.Objection(Company.AccountId(7)));

        var request = Request(7);
        request["version"] = "3000000";
        request["data"]!["profilingStatus"] = 712340002;
        await _pump.SendAsync(request);

        ((string)Run()["ci_counts"]!).ShouldContain("objected to profiling");
    }

    [Fact]
    public async Task A_request_survives_the_death_of_the_process()
    {
        await _app.SendAsync(Request(7));
        await _app.RestartAsync();

        foreach (var shard in (await _app.Store.Dirty.WaitingAsync(default)).Keys)
            await _app.CallAsync("ScoreAccounts", "wakeup", AppHarness.QueueText($$"""{"shard":{{shard}}}"""));

        Run()["ci_status"].ShouldBe(Succeeded);
    }

    [Fact]
    public async Task A_request_that_waits_holds_up_no_run_and_is_no_run_of_the_night()
    {
        await _app.SendAsync(Request(7));

        await _pump.TimerAsync("Reconcile");
        await _pump.TimerAsync("Mine");

        _pump.Failures.ShouldBe(0);
        Run()["ci_status"].ShouldBe(Succeeded, "the night scores everyone");
    }

    IReadOnlyDictionary<string, object?> Run() => _app.Dataverse.Columns("ci_run", _run);

    JsonObject Request(int customer)
    {
        var json = Sample.AccountChanged();
        var id = Company.AccountId(customer);
        json["id"] = _run.ToString();
        json["subject"] = $"account/{id}";
        json["data"]!["accountId"] = id;
        json["data"]!["rescoreRunId"] = _run;
        return json;
    }
}
