using CrmInsights.Dataverse;
using CrmInsights.Insights.Reports;

namespace CrmInsights.App.Tests;

/// <summary>What staff did, from rows of ci_action, and what it changed, on the rows of ci_play and in the report.</summary>
public sealed class PlayResultTests : IAsyncLifetime
{
    const int Started = 712340000, HeldOut = 712340001;
    static readonly Guid s_play = new(1, 7, 0, new byte[8]);

    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        _app.Dataverse.Put(DataverseTable.Play, s_play, ("ci_name", "Call"));
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    // The play came up 200 days ago, longer than any horizon of this history; who was kept ordered ten days later.
    void Add(int number, int status, bool kept)
    {
        var (account, on) = (Company.AccountId(number), _app.Clock.GetUtcNow().AddDays(-200));
        _app.Dataverse.Put(DataverseTable.Account, account, ("statecode", 0));
        Company.AddOrder(_app.Dataverse, account, 2 * number, on.AddDays(-100));
        if (kept) Company.AddOrder(_app.Dataverse, account, (2 * number) + 1, on.AddDays(10));
        _app.Dataverse.Put(DataverseTable.Action, new Guid(number, 8, 0, new byte[8]), ("_ci_accountid_value", account), ("_ci_playid_value", s_play), ("ci_status", status),
            ("ci_controlgroup", status == HeldOut), ("ci_startedon", on));
    }

    string? Result() => (string?)_app.Dataverse.Columns("ci_play", s_play).GetValueOrDefault("ci_result");

    [Fact]
    public async Task The_effect_stands_on_the_play_and_in_the_report()
    {
        for (var number = 1; number <= 70; number++) Add(number, Started, kept: number <= 56);
        for (var number = 71; number <= 150; number++) Add(number, HeldOut, kept: number <= 118);

        await _pump.TimerAsync("Mine");

        Result()!.ShouldStartWith("It keeps customers: 80 % ordered again within ");
        Result()!.ShouldContain("the difference is +20 points, 95 % interval +5 to +33. Started 70 times");
        (await _app.Store.Runs.GetAsync(ModelReport.LedgerName, default))!.ShouldContain("Call: It keeps customers");
    }

    [Fact]
    public async Task Few_customers_are_too_few_to_say_and_nothing_is_written_twice()
    {
        Add(1, Started, kept: true);
        Add(2, HeldOut, kept: false);

        await _pump.TimerAsync("Mine");
        Result()!.ShouldStartWith("Too few to say what it changes: 1 with it and 1 without it");
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
        _app.Dataverse.Writes.Clear();
        await _pump.TimerAsync("Mine");

        _app.Dataverse.Writes.ShouldNotContain(write => write.Table == DataverseTable.Play);
    }

    [Fact]
    public async Task A_play_that_was_deleted_is_told_of_no_more()
    {
        Add(1, Started, kept: true);
        _app.Dataverse.Delete(DataverseTable.Play, s_play);

        await _pump.TimerAsync("Mine");

        (await _app.Store.Runs.ListAsync(1, default)).Single().Status.ShouldBe("succeeded");
    }
}
