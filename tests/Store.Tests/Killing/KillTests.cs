using System.Diagnostics;
using System.Globalization;
using CrmInsights.Store.Tests.Conformance;
using CrmInsights.Store.Tests.Postgres;
using CrmInsights.Store.Tests.Sqlite;

namespace CrmInsights.Store.Tests.Killing;

public sealed class KillTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_accepted_into_a_file_outlives_the_process_and_counts_once(int seed)
    {
        await using var place = new SqlitePlace();
        await Kill(place, $"sqlite:{place.Path}", seed);
    }

    [PostgresFact]
    public async Task What_was_accepted_into_a_database_outlives_the_process_and_counts_once()
    {
        await using var place = new PostgresPlace();
        await Kill(place, place.Setting, seed: 4);
    }

    static async Task Kill(IStorePlace place, string setting, int seed)
    {
        var accepted = await AcceptUntilKilledAsync(setting, killAfter: new Random(seed).Next(50, 2000));

        await using var store = await place.OpenAsync(new StoreOptions());
        var again = await store.Inbox.AcceptAsync([.. accepted.Select(AcceptUntilKilled.Event)], CancellationToken.None);
        again.New.ShouldBe(0);
        var everySent = Enumerable.Range(0, accepted.Max() + 100).ToList();
        await store.Inbox.AcceptAsync([.. everySent.Select(AcceptUntilKilled.Event)], CancellationToken.None);
        (await store.Customers.CountAsync(CancellationToken.None)).ShouldBe(new BookTotals(50, everySent.Count, 0, everySent.Count));
    }

    static async Task<List<int>> AcceptUntilKilledAsync(string setting, int killAfter)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, setting])
        {
            RedirectStandardOutput = true,
        })!;
        var accepted = new List<int>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            accepted.Add(int.Parse(line, CultureInfo.InvariantCulture));
            if (accepted.Count == killAfter) process.Kill();    // SIGKILL: no handler of the process runs
        }
        await process.WaitForExitAsync();
        accepted.Count.ShouldBeGreaterThanOrEqualTo(killAfter);
        return accepted;
    }
}
