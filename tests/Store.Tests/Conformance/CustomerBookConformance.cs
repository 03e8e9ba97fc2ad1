using CrmInsights.Store.Rows;
using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

public abstract class CustomerBookConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    [StoreFact]
    public async Task Every_column_of_every_row_comes_back_as_it_was()
    {
        var account = new CustomerRow(Account(1), 7)
        {
            CreatedOn = Day.AddMicroseconds(123456),
            StateCode = 1,
            CurrencyId = Id(9, 1),
            IndustryCode = 12,
            Country = "Österreich",
            Employees = 250,
            Revenue = 922337203685477.5807m,
            OwnerId = Id(9, 2),
            ParentAccountId = Id(9, 3),
            ProfilingStatus = 712340003,
        };
        var order = new OrderRow(Id(3, 1), 8)
        {
            Customer = Account(1),
            OrderedOn = Day,
            StateCode = 3,
            CurrencyId = Id(9, 1),
            ExchangeRate = 1.0123456789m,
            TotalBase = 0.10m,
            DiscountBase = 0.3m,
        };
        var line = new OrderLineRow(Id(4, 1), 9, order.Id) { ProductId = Id(5, 1), Quantity = -1.5m, PriceBase = 79228162514264337593543950335m, DiscountBase = 0.01m, AmountBase = -3m };
        await Accept(account.Event(), order.Event(), line.Event());

        (await Read(Account(1))).Text().ShouldBe(new CustomerRecord(Account(1), account, [new OrderRecord(order, [line])]).Text());
    }

    [StoreFact]
    public async Task Answers_to_offers_belong_to_their_customer_alone_by_version()
    {
        var (company, person) = (Account(1), Contact(1));
        var refused = new OfferRow(Id(6, 1), 3) { Customer = company, ProductId = Id(5, 1), Answer = 712340002, Reason = 712340001, AnsweredOn = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero) };
        var earlier = new OfferRow(Id(6, 2), 1) { Customer = company, AnsweredOn = refused.AnsweredOn!.Value.AddDays(-1) };
        var elsewhere = new OfferRow(Id(6, 3), 1) { Customer = person, AnsweredOn = refused.AnsweredOn };
        await Store.Inbox.ApplyAsync([company.Row(), person.Row() with { ParentAccountId = company.Id }, refused, earlier, elsewhere], None);
        await Store.Inbox.ApplyAsync([refused with { Version = 2, Answer = null }], None);

        var records = await Store.Customers.ReadAsync([company, person], None);

        records[0].Offers.ShouldBe([earlier, refused]);
        records[1].Offers.ShouldBe([elsewhere]);
        await Store.Inbox.ApplyAsync([new DeletedRow("ci_offer", refused.Id)], None);
        (await Store.Customers.ReadAsync([company], None))[0].Offers.ShouldBe([earlier]);
    }

    [StoreFact]
    public async Task Actions_come_back_as_they_were_by_version_and_make_nobody_dirty()
    {
        var (company, day) = (Account(1), new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        var done = new ActionRow(Id(7, 1), 3)
        {
            Customer = company,
            PlayId = Id(8, 1),
            Status = 712340003,
            StartedOn = day,
            Outcome = 712340001,
            OutcomeOn = day.AddDays(2),
            OutcomeBase = 99.95m,
        };
        var control = new ActionRow(Id(7, 2), 1) { Customer = Contact(1), IsControl = true, StartedOn = day.AddDays(-1) };
        await Store.Inbox.ApplyAsync([company.Row()], None);
        var waiting = await Store.Dirty.WaitingAsync(None);

        await Store.Inbox.ApplyAsync([done, control, new ActionRow(Id(7, 3), 1)], None);
        await Store.Inbox.ApplyAsync([done with { Version = 2, Outcome = null }], None);

        (await Store.Customers.ReadActionsAsync(None)).ShouldBe([new ActionRow(Id(7, 3), 1), control, done]);
        (await Store.Dirty.WaitingAsync(None)).ShouldBe(waiting);
        await Store.Inbox.ApplyAsync([new DeletedRow("ci_action", done.Id), new DeletedRow("ci_action", Id(7, 3))], None);
        (await Store.Customers.ReadActionsAsync(None)).ShouldBe([control]);
    }

    [StoreFact]
    public async Task Products_are_read_without_the_deleted_ones()
    {
        var kept = new ProductRow(Id(5, 1), 1) { Number = "BK-1", Name = "Bike", StateCode = 1, PriceBase = 20.50m, CostBase = 12.345m, FamilyId = Id(5, 9) };
        var gone = new ProductRow(Id(5, 2), 1);
        await Store.Inbox.ApplyAsync([kept, gone, gone.Deleted()], None);

        (await Store.Customers.ReadProductsAsync(None)).ShouldHaveSingleItem().Value.ShouldBe(kept);
    }

    [StoreFact]
    public async Task An_unknown_key_gives_an_empty_record()
    {
        var record = await Read(Account(1));

        (record.State, record.Orders.Count, record.IsDeleted).ShouldBe((null, 0, false));
    }

    [StoreFact]
    public async Task Orders_of_a_contact_count_for_it_and_for_its_company()
    {
        await Accept(Contact(1).Row(1, Account(1)).Event(), Order(2, Contact(1)).Event(), Order(1, Account(1)).Event());

        (await Read(Account(1))).Orders.Select(order => order.Order.Id).ShouldBe([Id(3, 1), Id(3, 2)]);
        (await Read(Contact(1))).Orders.Select(order => order.Order.Id).ShouldBe([Id(3, 2)]);
    }

    [StoreFact]
    public async Task Orders_of_a_contact_stay_with_it_where_roll_up_is_off()
    {
        await ReopenAsync(new StoreOptions { RollUpContacts = false });
        await Accept(Contact(1).Row(1, Account(1)).Event(), Order(1, Contact(1)).Event());

        (await Read(Account(1))).Orders.ShouldBeEmpty();
        (await Dirty()).ShouldBe([Contact(1)]);
    }

    [StoreFact]
    public async Task Customers_come_by_key_and_orders_by_date_then_id()
    {
        await Accept([.. Enumerable.Range(0, 30).SelectMany(index => new[] { Account(29 - index).Row().Event(), Contact(index).Row().Event() })]);
        await Accept([.. Enumerable.Range(0, 9).Select(index => (Order(8 - index, Account(1)) with { OrderedOn = Day.AddDays(index / 3) }).Event())]);

        var all = await ReadAll();

        all.Select(record => record.Key).ShouldBe(all.Select(record => record.Key).OrderBy(key => key.Table, StringComparer.Ordinal).ThenBy(key => key.Id));
        var orders = (await Read(Account(1))).Orders.Select(order => (order.Order.OrderedOn, order.Order.Id)).ToList();
        orders.ShouldBe(orders.Order());
    }

    [StoreFact]
    public async Task Shards_share_out_everybody_over_any_number_of_pages()
    {
        await Accept([.. Enumerable.Range(0, 2100).Select(index => Account(index).Row().Event())]);

        var shards = new List<CustomerRecord>();
        for (var shard = 0; shard < Store.ShardCount; shard++)
        {
            var records = await ReadAll(shard);
            records.ShouldAllBe(record => Store.ShardOf(record.Key) == shard);
            shards.AddRange(records);
        }

        shards.Select(record => record.Key).Order(Comparer<CustomerKey>.Create((one, other) => one.Id.CompareTo(other.Id)))
            .ShouldBe((await ReadAll()).Select(record => record.Key));
        shards.Count.ShouldBe(2100);
    }

    [StoreFact]
    public async Task Money_adds_up_exactly()
    {
        await Accept([.. Enumerable.Range(0, 1000).Select(index => Line(index, order: 1, amount: 0.1m).Event())]);
        await Accept(Order(1, Account(1), total: 5).Event(), Order(2, Account(1), total: 0.07m).Event(), (Order(3, Account(1)) with { StateCode = 2 }).Event());

        (await Store.Customers.CountAsync(None)).ShouldBe(new BookTotals(1, 3, 1000, 100.07m));
    }

    [StoreFact]
    public async Task The_number_of_shards_stays_as_the_store_was_made()
    {
        await ReopenAsync(new StoreOptions { ShardCount = 4 });

        Store.ShardCount.ShouldBe(16);
    }
}
