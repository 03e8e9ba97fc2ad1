using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using CrmInsights.Store;
using CrmInsights.Store.Rows;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.Benchmarks;

/// <summary>Both kinds of store, each new and empty: events one by one from 32 senders at once, a bulk load of orders with lines, a scoring worker's round.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
public class StoreBench
{
    const int EventCount = 6400;
    const int Senders = 32;
    const int OrderCount = 20_000;
    const int PageSize = 5000;

    readonly string _folder = Directory.CreateTempSubdirectory("crminsights-bench-").FullName;
    InsightStore _store = null!;
    int _round;

    public enum StoreKind
    {
        Sqlite,
        Postgres,
    }

    [Params(StoreKind.Sqlite, StoreKind.Postgres)]
    public StoreKind Kind { get; set; }

    [IterationSetup(Targets = [nameof(AcceptEvents), nameof(LoadOrders)])]
    public void OpenEmpty()
    {
        var name = $"bench{_round++}";
        var setting = Kind == StoreKind.Sqlite ? $"sqlite:{Path.Combine(_folder, name)}.db" : PostgresCluster.Shared.CreateDatabase(name);
        _store = InsightStore.OpenAsync(setting, new StoreOptions(), CancellationToken.None).GetAwaiter().GetResult();
    }

    [IterationSetup(Target = nameof(ReadAndClaimAll))]
    public void OpenLoaded()
    {
        OpenEmpty();
        LoadOrders().GetAwaiter().GetResult();
    }

    [IterationCleanup]
    public void Close() => _store.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    [Benchmark]
    public Task AcceptEvents() => Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
    {
        for (var number = sender; number < EventCount; number += Senders)
            await _store.Inbox.AcceptAsync([new InboxEvent($"event-{number}", "crminsights.order.changed", DateTimeOffset.UnixEpoch, Order(number), [])], CancellationToken.None);
    }));

    [Benchmark]
    public async Task LoadOrders()
    {
        foreach (var page in Enumerable.Range(0, OrderCount).Chunk(PageSize)) await _store.Inbox.ApplyAsync([.. page.SelectMany(Rows)], CancellationToken.None);
    }

    [Benchmark]
    public async Task<int> ReadAndClaimAll()
    {
        var orders = 0;
        for (var shard = 0; shard < _store.ShardCount; shard++)
        {
            var claim = await _store.Dirty.ClaimAsync(shard, OrderCount, TimeSpan.FromMinutes(5), CancellationToken.None);
            var keys = claim.Customers.Select(customer => customer.Key).ToList();
            orders += (await _store.Customers.ReadAsync(keys, CancellationToken.None)).Sum(record => record.Orders.Count);
            await _store.Dirty.CompleteAsync(claim, keys, CancellationToken.None);
        }
        return orders;
    }

    static IEnumerable<RowState> Rows(int number) =>
        [Order(number), .. Enumerable.Range(0, 2).Select(line => new OrderLineRow(new Guid(number, 2, (short)line, new byte[8]), 1, new Guid(number, 1, 0, new byte[8])) { Quantity = 1, AmountBase = 9.95m })];

    static OrderRow Order(int number) => new(new Guid(number, 1, 0, new byte[8]), 1)
    {
        Customer = new CustomerKey("account", new Guid(number / 4, 0, 0, new byte[8])),
        OrderedOn = DateTimeOffset.UnixEpoch.AddDays(number % 700),
        TotalBase = 19.9m,
    };
}
