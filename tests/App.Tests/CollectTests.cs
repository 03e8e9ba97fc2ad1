using CrmInsights.App.Jobs.Runs;
using CrmInsights.Dataverse;

namespace CrmInsights.App.Tests;

public sealed class CollectTests : IAsyncLifetime
{
    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        for (var number = 1; number <= 3; number++)
        {
            _app.Dataverse.Put(DataverseTable.Account, Company.AccountId(number), ("statecode", 0));
            Company.AddOrder(_app.Dataverse, Company.AccountId(number), number, _app.Clock.GetUtcNow().AddDays(-number));
        }
        await ReconcileAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    async Task ReconcileAsync()
    {
        await _pump.TimerAsync("Reconcile");
        _app.Clock.Advance(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task The_first_reconciliation_reads_everything()
    {
        var totals = await _app.Store.Customers.CountAsync(default);

        totals.ShouldBe(new Store.BookTotals(3, 3, 3, 300m));
    }

    [Fact]
    public async Task An_order_whose_event_was_lost_is_counted()
    {
        Company.AddOrder(_app.Dataverse, Company.AccountId(1), 9, _app.Clock.GetUtcNow());

        await ReconcileAsync();

        (await _app.Store.Customers.CountAsync(default)).Revenue.ShouldBe(400m);
    }

    [Fact]
    public async Task A_deletion_whose_event_was_lost_is_counted()
    {
        _app.Dataverse.Delete(DataverseTable.Order, new Guid(2, 2, 0, new byte[8]));

        await ReconcileAsync();

        (await _app.Store.Customers.CountAsync(default)).Revenue.ShouldBe(200m);
    }

    [Fact]
    public async Task After_an_expired_link_rows_that_are_gone_are_found()
    {
        _app.Dataverse.Delete(DataverseTable.Order, new Guid(2, 2, 0, new byte[8]));
        _app.Dataverse.ForgetDeletions();
        _app.Dataverse.LinksExpired = true;

        await ReconcileAsync();
        await ReconcileAsync();

        (await _app.Store.Customers.CountAsync(default)).Orders.ShouldBe(2);
    }

    [Fact]
    public async Task One_bad_row_is_reported_and_the_others_are_taken()
    {
        _app.Dataverse.Put(DataverseTable.OrderLine, Guid.NewGuid(), ("quantity", 1m));
        Company.AddOrder(_app.Dataverse, Company.AccountId(1), 9, _app.Clock.GetUtcNow());

        await ReconcileAsync();

        (await _app.Store.Customers.CountAsync(default)).Revenue.ShouldBe(400m);
        var run = (await _app.Store.Runs.ListAsync(1, default)).Single();
        RunState.Parse(run.Json).Errors.Single().ShouldContain("names no order");
    }

    [Fact]
    public async Task Reconciliations_without_news_leave_one_run_and_no_rows()
    {
        await ReconcileAsync();
        await ReconcileAsync();
        await ReconcileAsync();

        (await _app.Store.Runs.ListAsync(10, default)).Count.ShouldBe(2);
        _app.Dataverse.Writes.Count(write => write.Table == DataverseTable.Run).ShouldBe(1);
    }
}
