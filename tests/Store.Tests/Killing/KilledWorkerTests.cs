using System.Diagnostics;
using CrmInsights.Store.Tests.Conformance;
using CrmInsights.Store.Tests.Postgres;
using CrmInsights.Store.Tests.Sqlite;
using CrmInsights.Testing;

namespace CrmInsights.Store.Tests.Killing;

public sealed class KilledWorkerTests
{
    const int CustomerCount = 40;

    static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task What_a_killed_worker_had_claimed_in_a_file_another_takes_when_the_lease_ends()
    {
        await using var place = new SqlitePlace();
        await TakeOver(place, $"sqlite:{place.Path}");
    }

    [PostgresFact]
    public async Task What_a_killed_worker_had_claimed_in_a_database_another_takes_when_the_lease_ends()
    {
        await using var place = new PostgresPlace();
        await TakeOver(place, place.Setting);
    }

    static async Task TakeOver(IStorePlace place, string setting)
    {
        var clock = new SteppedClock(TimeProvider.System.GetUtcNow());
        await using var store = await place.OpenAsync(new StoreOptions { Time = clock });
        await store.Inbox.ApplyAsync([.. Enumerable.Range(0, CustomerCount).Select(number => Given.Account(number).Row())], None);
        await ClaimAndDieAsync(setting);

        (await ClaimAllAsync(store)).ShouldBe(0);
        clock.Advance(ClaimUntilKilled.Lease + TimeSpan.FromMinutes(10));
        (await ClaimAllAsync(store)).ShouldBe(CustomerCount);
    }

    static async Task ClaimAndDieAsync(string setting)
    {
        using var worker = Process.Start(new ProcessStartInfo("dotnet", [typeof(KilledWorkerTests).Assembly.Location, "claim", setting])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        (await worker.StandardOutput.ReadLineAsync()).ShouldBe($"claimed {CustomerCount}");
        worker.Kill();      // SIGKILL: no handler of the process runs
        await worker.WaitForExitAsync();
    }

    static async Task<int> ClaimAllAsync(InsightStore store)
    {
        var count = 0;
        for (var shard = 0; shard < store.ShardCount; shard++) count += (await store.Dirty.ClaimAsync(shard, 1000, ClaimUntilKilled.Lease, None)).Customers.Count;
        return count;
    }
}
