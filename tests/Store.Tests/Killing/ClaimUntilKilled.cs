namespace CrmInsights.Store.Tests.Killing;

/// <summary>The worker that gets killed: claims everybody who waits, says so, and never completes.</summary>
static class ClaimUntilKilled
{
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(string setting)
    {
        await using var store = await InsightStore.OpenAsync(setting, new StoreOptions(), CancellationToken.None);
        var count = 0;
        for (var shard = 0; shard < store.ShardCount; shard++)
            count += (await store.Dirty.ClaimAsync(shard, 1000, Lease, CancellationToken.None)).Customers.Count;
        Console.Out.WriteLine($"claimed {count}");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
