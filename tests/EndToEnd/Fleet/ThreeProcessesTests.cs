using System.Globalization;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Store;
using CrmInsights.Testing.Postgres;
using Npgsql;

namespace CrmInsights.EndToEnd.Fleet;

/// <summary>Three handler processes on one PostgreSQL database, against one that has a database to itself.</summary>
public sealed class ThreeProcessesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task Three_processes_give_the_scores_of_one_also_where_one_is_killed_with_work_in_its_hands()
    {
        await CompanySite.FillAsync(_folder, "one");
        CopyFolder(_folder["one"], _folder["three"]);

        var (alone, aloneSaved) = await MineAsync("one", 1, (_, _) => { });
        var (together, togetherSaved) = await MineAsync("three", 3, KillTheFirstThatWrites);

        alone.Count(row => row.Contains("ci_churnscore=", StringComparison.Ordinal)).ShouldBeGreaterThan(100);
        together.Except(alone).ShouldBeEmpty();
        together.Count.ShouldBe(alone.Count);
        togetherSaved.ShouldBe(aloneSaved);
    }

    /// <summary>A night of so many processes on a database of its own: what the accounts say, and what the store says.</summary>
    async Task<(List<string> Written, List<string> Saved)> MineAsync(string name, int count, Action<CompanySite, HandlerFleet> prepare)
    {
        var setting = PostgresCluster.Shared.CreateDatabase("fleet_" + name);
        await using var site = await CompanySite.OpenAsync(_folder[name]);
        await using var fleet = await HandlerFleet.StartAsync(site, setting, count, _folder);
        await using var store = await InsightStore.OpenAsync(setting, new StoreOptions(), default);
        prepare(site, fleet);

        var run = await fleet.MineAsync(store);

        run.Status.ShouldBe("succeeded", run.Json);
        fleet.Members.Count(member => member.IsAlive).ShouldBe(count == 1 ? 1 : count - 1);
        (await store.Dirty.WaitingAsync(default)).ShouldBeEmpty();
        return (await site.ScoresAsync(), await SavedAsync(store));
    }

    /// <summary>
    /// Kills the first process that has written rows, after the rows were written and before it hears of it: it has noted nothing, and the shards that it
    /// had claimed are its own until their leases end. So that the test need not wait for that, all leases end now: what another one has in its hands at this
    /// moment may be done twice, which must change nothing.
    /// </summary>
    static void KillTheFirstThatWrites(CompanySite site, HandlerFleet fleet)
    {
        var killed = 0;
        site.OnWritten = (member, rows) =>
        {
            if (rows.Count < 2 || Interlocked.Exchange(ref killed, 1) == 1) return;
            fleet.Members[member].Kill();
            EndLeases().ShouldBeGreaterThanOrEqualTo(rows.Count);
        };
    }

    static int EndLeases()
    {
        using var connection = new NpgsqlConnection(PostgresCluster.Shared.ConnectionString("fleet_three"));
        connection.Open();
        using var command = new NpgsqlCommand("update dirty set claimed_until = 0 where claim is not null", connection);
        return command.ExecuteNonQuery();
    }

    /// <summary>Totals, and each customer's churn score to the last bit.</summary>
    static async Task<List<string>> SavedAsync(InsightStore store)
    {
        var saved = new List<string> { (await store.Customers.CountAsync(default)).ToString() };
        await foreach (var customer in store.Customers.ReadAllAsync(null, default))
        {
            var score = (await store.Scores.ReadAsync([customer.Key], default)).GetValueOrDefault(customer.Key);
            saved.Add(string.Create(CultureInfo.InvariantCulture,
                $"{customer.Key.Id} {BitConverter.DoubleToInt64Bits(score?.Computed?.ChurnScore ?? double.NaN):x} of {score?.Computed?.ModelVersion}, {score?.History.Count} points, written {score?.Written is not null}"));
        }
        return saved;
    }

    static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
