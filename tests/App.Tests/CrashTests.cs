using System.Text.Json.Nodes;
using CrmInsights.App.Jobs.Runs;
using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

/// <summary>Dies at every call to Dataverse in turn, starts again, and must end where an undisturbed night ends.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        for (var number = 1; number <= 6; number++)
        {
            _app.Dataverse.Put(DataverseTable.Account, Company.AccountId(number), ("statecode", 0));
            Company.AddOrder(_app.Dataverse, Company.AccountId(number), number, _app.Clock.GetUtcNow().AddDays(-number));
        }
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_night_that_dies_at_any_call_ends_like_one_that_does_not()
    {
        var calls = 0;
        _app.Dataverse.OnCall = _ => calls++;
        await _pump.TimerAsync("Mine");
        var expected = await CountsAsync();
        var undisturbed = calls;

        for (var deadly = 1; deadly <= undisturbed; deadly++)
        {
            await DisposeAsync();
            await InitializeAsync();
            DieAt(deadly);
            await NightAsync();

            (await CountsAsync()).ShouldBe(expected, $"after dying at call {deadly} of {undisturbed}");
        }
        undisturbed.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_stage_delivered_again_after_its_answer_was_lost_goes_on_with_the_next()
    {
        var opened = await _app.CallAsync("Mine", "timer", new JsonObject());
        var message = opened["Outputs"]!["stages"]![0]!.GetValue<string>();
        await _app.CallAsync("RunStage", "stage", AppHarness.QueueText(message)); // its answer is lost
        await _app.RestartAsync();

        var again = await _app.CallAsync("RunStage", "stage", AppHarness.QueueText(message));

        JsonNode.Parse(again["Outputs"]!["stages"]![0]!.GetValue<string>())!["stage"]!.GetValue<string>().ShouldBe("train");
    }

    [Fact]
    public async Task A_run_that_stands_still_is_taken_up_by_the_next_Reconcile()
    {
        await _app.CallAsync("Mine", "timer", new JsonObject()); // its message is lost
        _app.Clock.Advance(TimeSpan.FromMinutes(7));

        await _pump.TimerAsync("Reconcile");

        (await _app.Store.Runs.ListAsync(5, default)).Single().Status.ShouldBe("succeeded");
    }

    [Fact]
    public async Task A_stage_that_fails_five_times_ends_the_run_with_its_reason()
    {
        _app.Dataverse.OnCall = call =>
        {
            if (call == "changes salesorder") throw new InvalidDataException("the column x is unknown");
        };

        await _pump.TimerAsync("Mine");

        var run = (await _app.Store.Runs.ListAsync(5, default)).Single();
        run.Status.ShouldBe("failed");
        _pump.Failures.ShouldBe(4);
        var row = _app.Dataverse.Columns("ci_run", run.Id);
        row["ci_status"].ShouldBe(712340003);
        ((string)row["ci_error"]!).ShouldContain("the column x is unknown");
    }

    [Fact]
    public async Task A_message_of_a_run_that_ended_does_nothing()
    {
        await _pump.TimerAsync("Mine");
        var run = (await _app.Store.Runs.ListAsync(5, default)).Single();

        var answer = await _app.CallAsync("RunStage", "stage", AppHarness.QueueText($$"""{"run":"{{run.Id}}","stage":"train"}"""));

        answer["Outputs"]!.AsObject().ShouldBeEmpty();
    }

    async Task NightAsync()
    {
        var (status, answer) = await _app.TryCallAsync("Mine", "timer", new JsonObject());
        _pump.Take(answer);
        await _pump.DrainAsync();
        if (status == 200) return;
        _app.Clock.Advance(TimeSpan.FromMinutes(7)); // a timer is not repeated: the run it had opened stands still
        await _pump.TimerAsync("Reconcile");
    }

    void DieAt(int deadly)
    {
        var calls = 0;
        _app.Dataverse.OnCall = _ =>
        {
            if (++calls == deadly) throw new InvalidOperationException("killed");
        };
    }

    static string Timeless(string insights)
    {
        var card = JsonNode.Parse(insights)!.AsObject();
        card.Remove("asOf");
        return card.ToJsonString();
    }

    async Task<string> CountsAsync()
    {
        var run = (await _app.Store.Runs.ListAsync(5, default)).Single();
        run.Status.ShouldBe("succeeded");
        var counts = RunState.Parse(run.Json).Counts.Where(count => count.Key != "errors").Select(count => $"{count.Key} {count.Value}");
        var rows = Enumerable.Range(1, 6).Select(number => Timeless((string)_app.Dataverse.Columns("account", Company.AccountId(number))["ci_insights"]!));
        var totals = await _app.Store.Customers.CountAsync(default);
        return string.Join('\n', [.. counts, .. rows, totals.ToString()]);
    }
}
