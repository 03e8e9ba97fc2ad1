using CrmInsights.Store.Rows;
using CrmInsights.Testing;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>What every store must do, whatever it is made of; derived once a kind of store.</summary>
public abstract class StoreConformance<TPlace> : IAsyncLifetime where TPlace : IStorePlace, new()
{
    readonly TPlace _place = new();

    protected static CancellationToken None => CancellationToken.None;

    protected SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    protected InsightStore Store { get; set; } = null!;

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _place.DisposeAsync();
    }

    protected Task<InsightStore> OpenAsync(StoreOptions? options = null) => _place.OpenAsync((options ?? new StoreOptions()) with { Time = Clock });

    protected async Task ReopenAsync(StoreOptions? options = null)
    {
        await Store.DisposeAsync();
        Store = await OpenAsync(options);
    }

    protected Task<AcceptResult> Accept(params InboxEvent[] events) => Store.Inbox.AcceptAsync(events, None);

    protected async Task<CustomerRecord> Read(CustomerKey key) => (await Store.Customers.ReadAsync([key], None)).ShouldHaveSingleItem();

    protected async Task<List<CustomerRecord>> ReadAll(int? shard = null)
    {
        var all = new List<CustomerRecord>();
        await foreach (var record in Store.Customers.ReadAllAsync(shard, None)) all.Add(record);
        return all;
    }

    /// <summary>Claims everybody who waits, in every shard.</summary>
    protected async Task<IReadOnlyList<Claim>> ClaimAll()
    {
        var claims = new List<Claim>();
        for (var shard = 0; shard < Store.ShardCount; shard++)
        {
            claims.Add(await Store.Dirty.ClaimAsync(shard, 1000, TimeSpan.FromMinutes(1), None));
        }
        return claims;
    }

    protected async Task<IReadOnlyList<CustomerKey>> Dirty()
    {
        var claims = await ClaimAll();
        foreach (var claim in claims) await Store.Dirty.ReleaseAsync(claim, None);
        return [.. claims.SelectMany(claim => claim.Customers).Select(customer => customer.Key)];
    }

    protected async Task CompleteAll()
    {
        foreach (var claim in await ClaimAll()) await Store.Dirty.CompleteAsync(claim, [.. claim.Customers.Select(customer => customer.Key)], None);
    }
}
