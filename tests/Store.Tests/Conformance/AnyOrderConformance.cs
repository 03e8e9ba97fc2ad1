using CrmInsights.Store.Rows;
using static CrmInsights.Store.Tests.Conformance.Given;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>Order of arrival and repeats do not matter, checked on seeded random histories against the naive twin.</summary>
public abstract class AnyOrderConformance<TPlace> : StoreConformance<TPlace> where TPlace : IStorePlace, new()
{
    static readonly CustomerKey[] s_customers = [.. Enumerable.Range(1, 4).Select(Account), .. Enumerable.Range(1, 4).Select(Contact)];

    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Any_order_and_repetition_of_the_same_events_gives_the_state_of_the_naive_twin(int seed)
    {
        var random = new Random(seed);
        var events = History(random);
        var twin = new NaiveBook();
        foreach (var one in events) twin.Take(one.Row);

        foreach (var batch in Shuffled([.. events, .. events.Where(_ => random.Next(3) == 0)], random).Chunk(7)) await Accept(batch);

        (await ReadAll()).Text().ShouldBe(twin.All().Text());
        (await Store.Customers.ReadAsync(s_customers, None)).Text().ShouldBe(s_customers.Select(twin.Read).ToList().Text());
        var totals = await Store.Customers.CountAsync(None);
        (totals.Customers, totals.Revenue).ShouldBe((twin.All().Count, twin.Revenue()));
    }

    [StoreTheory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Whoever_reads_differently_after_a_batch_is_dirty(int seed)
    {
        var random = new Random(seed);
        var twin = new NaiveBook();
        foreach (var batch in Shuffled(History(random), random).Chunk(4))
        {
            var before = s_customers.ToDictionary(key => key, key => twin.Read(key).Text());
            foreach (var one in batch) twin.Take(one.Row);
            await Accept(batch);

            s_customers.Where(key => twin.Read(key).Text() != before[key]).ShouldBeSubsetOf(await Dirty());
            await CompleteAll();
        }
    }

    [StoreFact]
    public async Task Large_deliveries_give_the_state_of_the_naive_twin()
    {
        var random = new Random(21);
        RowState[] rows =
        [
            .. Enumerable.Range(0, 300).Select(number => (number % 3 == 0 ? Contact(number) : Account(number)).Row(random.Next(1, 4), Account(random.Next(300)))),
            .. Enumerable.Range(0, 700).Select(number => Order(number, Account(random.Next(300)), random.Next(1, 4), random.Next(1, 99))),
            .. Enumerable.Range(0, 900).Select(number => Line(number, random.Next(700), random.Next(1, 4), random.Next(1, 99))),
        ];
        RowState[] later = [.. rows.Where(_ => random.Next(2) == 0).Select(row => row with { Version = random.Next(1, 6) }), .. rows.Take(40).Select(row => row.Deleted())];
        var twin = new NaiveBook();
        foreach (var row in rows.Concat(later)) twin.Take(row);

        await Store.Inbox.ApplyAsync(rows, None);
        await Accept([.. later.Select((row, number) => row.Event($"event-{number}"))]);

        (await ReadAll()).Text().ShouldBe(twin.All().Text());
        (await Store.Customers.CountAsync(None)).Revenue.ShouldBe(twin.Revenue());
    }

    /// <summary>Every row in several versions, some deleted in the end; events carry no former parents, as a lost pre-image would leave it.</summary>
    static List<InboxEvent> History(Random random)
    {
        var rows = new List<RowState>();
        for (var version = 1; version <= 5; version++)
        {
            rows.AddRange(s_customers.Where(_ => random.Next(3) > 0).Select(key => key.Row(version, Account(random.Next(1, 5)))));
            rows.AddRange(Enumerable.Range(1, 8).Select(number =>
                Order(number, random.Next(9) == 0 ? null : s_customers[random.Next(8)], version, random.Next(1, 9) / 10m) with { StateCode = random.Next(5) }));
            rows.AddRange(Enumerable.Range(1, 12).Select(number => Line(number, random.Next(1, 9), version, random.Next(1, 99) / 100m)));
        }
        rows.AddRange(rows.Where(row => row.Version == 3 && random.Next(5) == 0).Select(row => row.Deleted()).ToList());
        return [.. rows.Select(row => row.Event())];
    }

    static InboxEvent[] Shuffled(List<InboxEvent> events, Random random)
    {
        var order = events.ToArray();
        random.Shuffle(order);
        return order;
    }
}
