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

    // People set the outcome on the form; no plug-in tells of it.
    [Fact]
    public async Task An_outcome_that_somebody_set_on_the_row_comes_into_the_store()
    {
        var (action, play) = (Guid.NewGuid(), Guid.NewGuid());
        _app.Dataverse.Put(DataverseTable.Action, action, ("_ci_accountid_value", Company.AccountId(1)), ("_ci_playid_value", play), ("ci_status", 712340000), ("ci_controlgroup", false),
            ("ci_startedon", _app.Clock.GetUtcNow()));
        await ReconcileAsync();
        (await _app.Store.Customers.ReadActionsAsync(default)).ShouldHaveSingleItem().Outcome.ShouldBeNull();
        _app.Dataverse.Put(DataverseTable.Action, action, ("ci_outcome", 712340001), ("ci_outcomeon", _app.Clock.GetUtcNow()), ("ci_outcomeamount_base", 12.5m));

        await ReconcileAsync();

        var row = (await _app.Store.Customers.ReadActionsAsync(default)).ShouldHaveSingleItem();
        (row.Customer!.Value.Id, row.PlayId, row.Outcome, row.OutcomeBase, row.IsControl).ShouldBe((Company.AccountId(1), play, 712340001, 12.5m, false));
        row.OutcomeOn.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_answer_that_somebody_set_on_an_offer_comes_into_the_store()
    {
        var offer = Guid.NewGuid();
        _app.Dataverse.Put(DataverseTable.Offer, offer, ("_ci_accountid_value", Company.AccountId(1)), ("_ci_productid_value", Guid.NewGuid()));
        await ReconcileAsync();
        _app.Dataverse.Put(DataverseTable.Offer, offer, ("ci_answer", 712340002), ("ci_answeredon", _app.Clock.GetUtcNow()));

        await ReconcileAsync();

        var customer = (await _app.Store.Customers.ReadAsync([new Store.Rows.CustomerKey("account", Company.AccountId(1))], default)).Single();
        customer.Offers.ShouldHaveSingleItem().Answer.ShouldBe(712340002);
    }

    [Fact]
    public async Task After_an_expired_link_actions_that_are_gone_are_found()
    {
        var action = Guid.NewGuid();
        _app.Dataverse.Put(DataverseTable.Action, action, ("_ci_accountid_value", Company.AccountId(1)), ("ci_status", 712340000));
        await ReconcileAsync();
        _app.Dataverse.Delete(DataverseTable.Action, action);
        _app.Dataverse.ForgetDeletions();
        _app.Dataverse.LinksExpired = true;

        await ReconcileAsync();

        (await _app.Store.Customers.ReadActionsAsync(default)).ShouldBeEmpty();
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
