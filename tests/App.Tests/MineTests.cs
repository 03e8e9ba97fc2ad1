using System.Text.Json.Nodes;
using CrmInsights.App.Jobs.Runs;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Reports;
using CrmInsights.Store;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Tests;

public sealed class MineTests : IAsyncLifetime
{
    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        Company.Fill(_app.Dataverse, _app.Clock.GetUtcNow());
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    async Task<(RunRecord Run, RunState State)> LastRunAsync()
    {
        var run = (await _app.Store.Runs.ListAsync(10, default)).First();
        return (run, RunState.Parse(run.Json));
    }

    int ScoreWrites() => _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.Account).Sum(write => write.Rows.Count);

    [Fact]
    public async Task A_night_collects_trains_scores_and_reports()
    {
        await _pump.TimerAsync("Mine");

        var (run, state) = await LastRunAsync();
        run.Status.ShouldBe("succeeded", string.Join("; ", state.Errors.Concat(state.Notes)));
        state.Counts["accounts"].ShouldBe(Company.Customers);
        (state.Counts["scored"] + state.Counts["abstained"] + state.Counts["optedOut"]).ShouldBe(Company.Customers);
        state.Counts["written"].ShouldBe(Company.Customers);
        var columns = _app.Dataverse.Columns("account", Company.AccountId(1));
        columns["ci_churnband"].ShouldNotBeNull(string.Join("; ", state.Notes));
        InsightsJson.Read((string)columns["ci_insights"]!).Churn.Band.ShouldBe((Insights.Churn.ChurnBand?)(int?)columns["ci_churnband"]);
        var row = _app.Dataverse.Columns("ci_run", run.Id);
        row["ci_status"].ShouldBe(712340002);
        JsonNode.Parse((string)row["ci_counts"]!)!["counts"]!["written"]!.GetValue<long>().ShouldBe(Company.Customers);
    }

    [Fact]
    public async Task A_second_night_without_news_writes_nothing()
    {
        await _pump.TimerAsync("Mine");
        var first = ScoreWrites();
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Mine");

        ScoreWrites().ShouldBe(first);
        var (run, state) = await LastRunAsync();
        run.Status.ShouldBe("succeeded");
        state.Counts["written"].ShouldBe(0);
        state.Counts["scored"].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_second_run_beside_the_first_ends_at_once_with_a_sentence()
    {
        await _app.CallAsync("Mine", "timer", new JsonObject());

        var second = await _app.CallAsync("Mine", "timer", new JsonObject());

        second["Outputs"]!.AsObject().ShouldBeEmpty();
        second["Logs"]![0]!.GetValue<string>().ShouldContain("under way");
    }

    [Fact]
    public async Task An_order_moves_the_score_of_its_customer_only()
    {
        await _pump.TimerAsync("Mine");
        _app.Dataverse.Writes.Clear();
        var account = Company.AccountId(5);
        var order = Sample.OrderChanged(1_000_000);
        order["data"]!["customerId"] = account;

        await _pump.SendAsync(order);

        var write = _app.Dataverse.Writes.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem();
        write.Row!.Id.ShouldBe(account);
        ((string)write.Values["ci_insights"]!).ShouldContain("1 May 2026");
    }

    [Fact]
    public async Task An_objection_clears_the_row_and_forgets_the_score()
    {
        await _pump.TimerAsync("Mine");
        var account = Company.AccountId(5);

        await _pump.SendAsync(Sample.Objection(account));

        _app.Dataverse.Columns("account", account)["ci_churnband"].ShouldBeNull();
        (await _app.Store.Scores.ReadAsync([new CustomerKey("account", account)], default)).ShouldBeEmpty();
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        await _pump.TimerAsync("Mine");
        (await LastRunAsync()).State.Counts["optedOut"].ShouldBe(1);
        _app.Dataverse.Columns("account", account)["ci_churnband"].ShouldBeNull();
    }

    [Fact]
    public async Task Opting_out_between_scoring_and_writing_leaves_no_score()
    {
        var account = Company.AccountId(5);
        // The row objects at the moment of the write; its event comes after.
        _app.Dataverse.OnCall = call =>
        {
            if (call == "write account") _app.Dataverse.Put(DataverseTable.Account, account, ("ci_profilingstatus", 712340002));
        };
        await _pump.TimerAsync("Mine");
        _app.Dataverse.OnCall = _ => { };

        await _pump.SendAsync(Sample.Objection(account));

        _app.Dataverse.Columns("account", account).GetValueOrDefault("ci_churnband").ShouldBeNull();
        (await _app.Store.Scores.ReadAsync([new CustomerKey("account", account)], default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restricted_customer_keeps_what_it_has()
    {
        await _pump.TimerAsync("Mine");
        var account = Company.AccountId(5);
        var band = _app.Dataverse.Columns("account", account)["ci_churnband"];
        var restriction = Sample.Objection(account);
        restriction["data"]!["profilingStatus"] = 712340003;
        _app.Dataverse.Writes.Clear();

        await _pump.SendAsync(restriction);

        _app.Dataverse.Writes.ShouldBeEmpty();
        _app.Dataverse.Columns("account", account)["ci_churnband"].ShouldBe(band);
    }

    [Fact]
    public async Task One_bad_row_is_reported_and_the_others_are_written()
    {
        _app.Dataverse.Refused[Company.AccountId(3)] = new RowOutcome.Rejected("0x80040265", "A plug-in says no.");

        await _pump.TimerAsync("Mine");

        var (run, state) = await LastRunAsync();
        run.Status.ShouldBe("succeeded");
        state.Counts["rejected"].ShouldBe(1);
        state.Counts["written"].ShouldBe(Company.Customers - 1);
    }

    [Fact]
    public async Task Before_the_first_training_nobody_is_told_anything()
    {
        await _pump.SendAsync(Sample.OrderChanged());

        _app.Dataverse.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_customer_deleted_in_Dataverse_is_forgotten_and_never_written()
    {
        await _pump.TimerAsync("Mine");
        var account = Company.AccountId(5);
        _app.Dataverse.Delete(DataverseTable.Account, account);
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        _app.Dataverse.Writes.Clear();

        await _pump.TimerAsync("Reconcile");

        _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.Account).ShouldBeEmpty();
        (await _app.Store.Scores.ReadAsync([new CustomerKey("account", account)], default)).ShouldBeEmpty();
    }
}
