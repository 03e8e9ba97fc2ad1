using System.Collections.Concurrent;
using System.Threading.Channels;
using CrmInsights.Store.Rows;
using CrmInsights.Store.Tests.Conformance;

namespace CrmInsights.Store.Tests.Postgres;

/// <summary>Several programs on one database at the same time.</summary>
public sealed class ManyWorkersTests : IAsyncLifetime
{
    const int CustomerCount = 400;
    static readonly TimeSpan s_lease = TimeSpan.FromMinutes(5);

    readonly PostgresPlace? _place = PostgresFactAttribute.IsHere ? new PostgresPlace() : null;
    readonly List<InsightStore> _stores = [];

    static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        for (var program = 0; program < 3 && _place is not null; program++) _stores.Add(await _place.OpenAsync(new StoreOptions { ShardCount = 4 }));
    }

    public async Task DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        if (_place is not null) await _place.DisposeAsync();
    }

    [PostgresFact]
    public async Task Nobody_is_in_two_hands_at_once_while_events_keep_coming()
    {
        var held = new ConcurrentDictionary<CustomerKey, Guid>();
        var twice = new ConcurrentBag<CustomerKey>();
        using var sent = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 6).Select(worker => Task.Run(async () =>
        {
            for (var quiet = 0; quiet < 8;)
            {
                var claim = await _stores[worker % 3].Dirty.ClaimAsync((worker + quiet) % 4, 7, s_lease, None);
                foreach (var customer in claim.Customers)
                {
                    if (!held.TryAdd(customer.Key, claim.Token)) twice.Add(customer.Key);
                }
                await Task.Yield();
                foreach (var customer in claim.Customers) held.TryRemove(customer.Key, out _);
                await _stores[worker % 3].Dirty.CompleteAsync(claim, [.. claim.Customers.Select(customer => customer.Key)], None);
                quiet = claim.Customers.Count > 0 || !sent.IsCancellationRequested ? (quiet + 1) % 4 : quiet + 1;
            }
        })).ToList();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(program => Task.Run(async () =>
        {
            for (var version = 1; version <= 3; version++)
            {
                foreach (var numbers in Enumerable.Range(0, CustomerCount).Chunk(20))
                    await _stores[program].Inbox.ApplyAsync([.. numbers.Select(number => Given.Account(number).Row(version * 3 + program))], None);
            }
        })));
        await sent.CancelAsync();
        await Task.WhenAll(workers);

        twice.ShouldBeEmpty();
        (await _stores[0].Dirty.WaitingAsync(None)).ShouldBeEmpty();
        (await _stores[0].Customers.CountAsync(None)).Customers.ShouldBe(CustomerCount);
    }

    [PostgresFact]
    public async Task A_shard_in_which_somebody_waits_untold_is_always_named()
    {
        // Nobody works but those named: whoever is left waiting was told to nobody.
        var wakeUps = Channel.CreateUnbounded<int>();
        var senders = Task.WhenAll(Enumerable.Range(0, 3).Select(program => Task.Run(async () =>
        {
            for (var number = program; number < CustomerCount; number += 3)
            {
                foreach (var shard in (await _stores[program].Inbox.ApplyAsync([Given.Account(number).Row()], None)).ShardsToWake) wakeUps.Writer.TryWrite(shard);
            }
        })));
        _ = senders.ContinueWith(_ => wakeUps.Writer.Complete(), TaskScheduler.Default);
        await foreach (var shard in wakeUps.Reader.ReadAllAsync()) await DrainAsync(_stores[shard % 3], shard);
        await senders;

        (await _stores[0].Dirty.WaitingAsync(None)).ShouldBeEmpty();
    }

    // As a worker does: claims until there is nobody, then looks once more whether somebody waits.
    static async Task DrainAsync(InsightStore store, int shard)
    {
        do
        {
            var claim = await store.Dirty.ClaimAsync(shard, 5, s_lease, None);
            await store.Dirty.CompleteAsync(claim, [.. claim.Customers.Select(customer => customer.Key)], None);
        }
        while ((await store.Dirty.WaitingAsync(None)).ContainsKey(shard));
    }
}
