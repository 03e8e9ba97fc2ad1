using System.Globalization;
using System.Text.Json.Nodes;
using CrmInsights.Store.Rows;
using CrmInsights.Testing.Postgres;

namespace CrmInsights.App.Tests.Instances;

/// <summary>Three instances of the app on one PostgreSQL database.</summary>
public sealed class ThreeInstancesTests
{
    const int Buyers = 120;

    [PostgresFact]
    public async Task Three_instances_on_one_database_give_the_scores_of_one_on_a_file()
    {
        var alone = await ScoresAsync(instanceCount: 1, setting: null);
        var together = await ScoresAsync(instanceCount: 3, PostgresCluster.Shared.CreateDatabase("three"));

        together.Count.ShouldBe(Company.Customers);
        together.ShouldBe(alone);
    }

    [PostgresFact]
    public async Task What_a_dead_instance_had_claimed_another_one_scores_when_the_lease_ends()
    {
        var dead = await AppHarness.StartAsync(PostgresCluster.Shared.CreateDatabase("dead"));
        await using var alive = await dead.StartAnotherAsync();
        Company.Fill(dead.Dataverse, dead.Clock.GetUtcNow());
        await new Cluster([dead, alive]).TimerAsync("Mine");
        var buyer = new CustomerKey("account", Company.AccountId(5));
        var before = Score(alive, 5);
        await dead.SendAsync(Purchase(5));
        (await dead.Store.Dirty.ClaimAsync(dead.Store.ShardOf(buyer), 10, TimeSpan.FromMinutes(5), default)).Customers.ShouldHaveSingleItem().Key.ShouldBe(buyer);
        await dead.DisposeAsync();

        var survivors = new Cluster([alive]);
        await survivors.TimerAsync("Reconcile");
        Score(alive, 5).ShouldBe(before, "the customer is in the hands of another");
        alive.Clock.Advance(TimeSpan.FromMinutes(6));
        await survivors.TimerAsync("Reconcile");

        Score(alive, 5).ShouldNotBe(before);
        (await alive.Store.Dirty.WaitingAsync(default)).ShouldBeEmpty();
    }

    /// <summary>A night, then an order of each of many customers; every score as it lies in Dataverse in the end.</summary>
    static async Task<List<string>> ScoresAsync(int instanceCount, string? setting)
    {
        var instances = new List<AppHarness> { await AppHarness.StartAsync(setting) };
        try
        {
            while (instances.Count < instanceCount) instances.Add(await instances[0].StartAnotherAsync());
            Company.Fill(instances[0].Dataverse, instances[0].Clock.GetUtcNow());
            var cluster = new Cluster(instances);
            await cluster.TimerAsync("Mine");
            await cluster.SendAsync(Enumerable.Range(1, Buyers).Select(Purchase));
            return [.. Enumerable.Range(1, Company.Customers).Select(number => Score(instances[0], number))];
        }
        finally
        {
            foreach (var instance in instances) await instance.DisposeAsync();
        }
    }

    static JsonNode Purchase(int number)
    {
        var order = Sample.OrderChanged(1_000_000);
        order["id"] = $"purchase-{number}";
        var id = new Guid(number, 9, 0, new byte[8]);
        order["subject"] = $"salesorder/{id}";
        order["data"]!["orderId"] = id;
        order["data"]!["customerId"] = Company.AccountId(number);
        return order;
    }

    static string Score(AppHarness app, int number) => string.Join('\n', app.Dataverse.Columns("account", Company.AccountId(number))
        .Where(column => column.Key.StartsWith("ci_", StringComparison.Ordinal)).OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Key} {column.Value}")));
}
