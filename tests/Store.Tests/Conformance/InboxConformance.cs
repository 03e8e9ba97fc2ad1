using CrmInsights.Store.Rows;
using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

public abstract class InboxConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    [StoreFact]
    public async Task An_event_id_seen_before_changes_nothing()
    {
        await Accept(Account(1).Row(1).Event("same"));

        var result = await Accept(Account(1).Row(2).Event("same"));

        (result.New, result.Repeated).ShouldBe((0, 1));
        (await Read(Account(1))).State!.Version.ShouldBe(1);
    }

    [StoreFact]
    public async Task An_older_or_equal_version_is_ignored()
    {
        await Accept(Account(1).Row(5).Event());

        await Accept(Account(1).Row(4).Event("late"), (Account(1).Row(5) with { Country = "Other" }).Event("twin"));

        (await Read(Account(1))).State!.Country.ShouldBe("Country 5");
    }

    [StoreFact]
    public async Task A_deletion_stays_above_a_late_update()
    {
        var order = Order(1, Account(1));
        await Accept(order.Deleted().Event("gone"), Account(1).Row().Event());

        await Accept((order with { Version = 99 }).Event("late"));

        (await Read(Account(1))).Orders.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_line_may_come_before_its_order_and_an_order_before_its_customer()
    {
        await Accept(Line(1, order: 1, amount: 12.50m).Event());
        await Accept(Order(1, Account(1)).Event());

        var record = await Read(Account(1));

        record.State.ShouldBeNull();
        record.Orders.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem().AmountBase.ShouldBe(12.50m);
    }

    [StoreFact]
    public async Task A_line_that_arrives_later_makes_the_customer_of_its_order_dirty()
    {
        await Accept(Order(1, Account(1)).Event());
        await CompleteAll();

        await Accept(Line(1, order: 1).Event());

        (await Dirty()).ShouldBe([Account(1)]);
    }

    [StoreFact]
    public async Task A_moved_order_makes_both_customers_dirty()
    {
        await Accept(Order(1, Account(1)).Event());
        await CompleteAll();

        await Accept(Order(1, Account(2), version: 2).Event());

        (await Dirty()).ShouldBe([Account(1), Account(2)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_moved_line_makes_both_customers_dirty()
    {
        await Accept(Order(1, Account(1)).Event(), Order(2, Account(2)).Event(), Line(1, order: 1).Event());
        await CompleteAll();

        await Accept(Line(1, order: 2, version: 2).Event());

        (await Dirty()).ShouldBe([Account(1), Account(2)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task The_former_customer_an_event_names_becomes_dirty()
    {
        await Accept(Order(1, Account(2), version: 2).Event("moved", Account(1)));

        (await Dirty()).ShouldBe([Account(1), Account(2)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_customer_that_an_event_names_becomes_dirty_where_its_row_is_no_news_too()
    {
        await Accept(Account(1).Row(5).Event());
        await CompleteAll();

        await Accept(Account(1).Row(5).Event("asked for"), Account(2).Row(1).Event("other"));
        (await Dirty()).ShouldBe([Account(2)]);
        await Accept(Account(1).Row(5).Event("asked for again", Account(1)));

        (await Dirty()).ShouldContain(Account(1));
    }

    [StoreFact]
    public async Task A_contact_that_changes_company_makes_both_companies_dirty()
    {
        await Accept(Contact(1).Row(1, Account(1)).Event());
        await CompleteAll();

        await Accept(Contact(1).Row(2, Account(2)).Event());

        (await Dirty()).ShouldBe([Contact(1), Account(1), Account(2)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task An_order_of_a_contact_makes_its_company_dirty()
    {
        await Accept(Contact(1).Row(1, Account(1)).Event());
        await CompleteAll();

        await Accept(Order(1, Contact(1)).Event());

        (await Dirty()).ShouldBe([Contact(1), Account(1)], ignoreOrder: true);
    }

    [StoreFact]
    public async Task A_deleted_customer_is_dirty_and_says_so()
    {
        await Accept(Account(1).Row().Event(), Order(1, Account(1)).Event());
        await CompleteAll();

        await Accept(Account(1).Row().Deleted().Event("gone"));

        (await Dirty()).ShouldBe([Account(1)]);
        var record = await Read(Account(1));
        (record.IsDeleted, record.State, record.Orders.Count).ShouldBe((true, null, 0));
    }

    [StoreFact]
    public async Task States_from_change_tracking_follow_the_same_rules()
    {
        await Store.Inbox.ApplyAsync([Account(1).Row(5)], None);
        await CompleteAll();

        var result = await Store.Inbox.ApplyAsync([Account(1).Row(5), Account(1).Row(4)], None);

        (result.New, result.Repeated).ShouldBe((0, 2));
        (await Dirty()).ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_shard_is_named_when_its_first_customer_waits_and_not_again_at_once()
    {
        var shard = Store.ShardOf(Account(1));

        (await Accept(Account(1).Row(1).Event())).ShardsToWake.ShouldBe([shard]);
        (await Accept(Account(1).Row(2).Event())).ShardsToWake.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_shard_that_waits_for_long_is_named_again()
    {
        await Accept(Account(1).Row(1).Event());
        Clock.Advance(TimeSpan.FromSeconds(31));

        (await Accept(Account(1).Row(2).Event())).ShardsToWake.ShouldBe([Store.ShardOf(Account(1))]);
    }

    [StoreFact]
    public async Task A_repeated_event_names_the_shard_while_its_customer_waits()
    {
        var order = Order(1, Account(1)).Event();
        await Accept(order);

        (await Accept(order)).ShardsToWake.ShouldBe([Store.ShardOf(Account(1))]);
        await CompleteAll();
        (await Accept(order)).ShardsToWake.ShouldBeEmpty();
    }

    [StoreFact]
    public async Task A_bad_row_leaves_nothing_of_its_batch()
    {
        var bad = new DeletedRow("invoice", Guid.NewGuid()).Event("bad");

        (await Should.ThrowAsync<ArgumentException>(() => Accept(Account(1).Row().Event(), bad))).Message.ShouldContain("invoice");

        (await Store.Customers.CountAsync(None)).Customers.ShouldBe(0);
    }

    [StoreFact]
    public async Task Pruning_forgets_old_ids_and_keeps_the_rows()
    {
        await Accept(Account(1).Row().Event("old"));
        Clock.Advance(TimeSpan.FromDays(40));
        await Accept(Account(2).Row().Event("new"));

        (await Store.Inbox.PruneAsync(Clock.GetUtcNow().AddDays(-30), None)).ShouldBe(1);

        (await Store.Customers.CountAsync(None)).Customers.ShouldBe(2);
        (await Accept(Account(1).Row().Event("old"))).New.ShouldBe(1);
    }

    [StoreFact]
    public async Task Concurrent_calls_lose_nothing_and_count_nothing_twice()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 600).Select(index => Accept(Order(index % 200, Account(1)).Event($"order-{index % 200}"))));

        results.Sum(result => result.New).ShouldBe(200);
        (await Read(Account(1))).Orders.Count.ShouldBe(200);
    }

    [StoreFact]
    public async Task A_second_program_on_the_same_store_loses_nothing()
    {
        await using var other = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(index =>
            (index % 2 == 0 ? Store : other).Inbox.AcceptAsync([Order(index, Account(1)).Event()], None)));

        (await Read(Account(1))).Orders.Count.ShouldBe(200);
    }
}
