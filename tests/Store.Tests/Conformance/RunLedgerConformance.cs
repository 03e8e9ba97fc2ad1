using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

public abstract class RunLedgerConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    [StoreFact]
    public async Task A_run_goes_on_where_it_stood_after_reopening()
    {
        var run = Run(1) with { Stage = "train", Json = """{"rows":12}""" };
        await Store.Runs.SaveAsync(Run(1), None);
        await Store.Runs.SaveAsync(run, None);

        await ReopenAsync();

        (await Store.Runs.ReadAsync(run.Id, None)).ShouldBe(run);
    }

    [StoreFact]
    public async Task Open_runs_come_oldest_first_then_the_last_ended_newest_first()
    {
        foreach (var number in new[] { 3, 2 }) await Store.Runs.SaveAsync(Run(number), None);
        foreach (var number in new[] { 4, 5, 6 }) await Store.Runs.SaveAsync(Run(number) with { EndedOn = Day.AddDays(number), Status = "succeeded" }, None);

        (await Store.Runs.ListAsync(2, None)).Select(run => run.Id).ShouldBe([Id(6, 2), Id(6, 3), Id(6, 6), Id(6, 5)]);
    }

    [StoreFact]
    public async Task An_unknown_run_is_null()
    {
        (await Store.Runs.ReadAsync(Id(6, 1), None)).ShouldBeNull();
    }

    [StoreFact]
    public async Task A_named_value_can_be_set_changed_and_removed()
    {
        await Store.Runs.SetAsync("delta:account", "one", None);
        await Store.Runs.SetAsync("delta:account", "two", None);
        (await Store.Runs.GetAsync("delta:account", None)).ShouldBe("two");

        await Store.Runs.SetAsync("delta:account", null, None);
        (await Store.Runs.GetAsync("delta:account", None)).ShouldBeNull();
    }

    static RunRecord Run(int number) => new() { Id = Id(6, number), Job = "mine", Stage = "features", Status = "running", StartedOn = Day.AddDays(number) };
}
