using CrmInsights.Dataverse;
using CrmInsights.Insights.Churn;
using CrmInsights.Store;

namespace CrmInsights.App.Tests;

/// <summary>What counts as a crossing: a new event and the passing of time do; a first score, a change of the model and data added later do not.</summary>
public sealed class CrossingTests : IAsyncLifetime
{
    const string Crossed = "ci_bandcrossedon";
    const int Lapsed = 712340004;

    AppHarness _app = null!;
    Pump _pump = null!;
    int _order = 100_000;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        Company.Fill(_app.Dataverse, _app.Clock.GetUtcNow());
        await _pump.TimerAsync("Mine");
        _app.Dataverse.Writes.Clear();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public void A_first_run_crosses_nothing()
    {
        Customers().Count(customer => Band(customer) is not null).ShouldBeGreaterThan(500);
        Customers().ShouldAllBe(customer => Row(customer).GetValueOrDefault(Crossed) == null);
    }

    [Fact]
    public async Task The_passing_of_time_crosses_for_the_worse()
    {
        var before = Bands();
        _app.Clock.Advance(TimeSpan.FromDays(20));

        await RescoreAsync();

        var changed = Customers().Where(customer => before[customer] is not null && Band(customer) is not null && before[customer] != Band(customer)).ToList();
        changed.Count.ShouldBeGreaterThan(20);
        changed.ShouldAllBe(customer => Row(customer)[Crossed] != null && Row(customer)[Crossed]!.Equals(Row(customer)["ci_insightson"]));
        // A few improve: a customer whose first order is longer ago is a steadier one.
        changed.Count(customer => Band(customer) > before[customer]).ShouldBeGreaterThan(changed.Count * 9 / 10);
        Customers().Except(changed).ShouldAllBe(customer => Row(customer).GetValueOrDefault(Crossed) == null);
    }

    [Fact]
    public async Task Time_crosses_in_the_night_too_in_which_another_model_takes_over()
    {
        var before = Bands();
        _app.Clock.Advance(TimeSpan.FromDays(20));

        await PromoteAsync(model => model);
        await RescoreAsync();

        Customers().Count(customer => before[customer] < Band(customer) && Row(customer).GetValueOrDefault(Crossed) is not null).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Another_model_alone_crosses_nothing_and_the_next_crossing_is_noticed()
    {
        var before = Bands();
        await PromoteAsync(model => model with { HorizonDays = model.HorizonDays / 2 });

        await RescoreAsync();

        var changed = Customers().Where(customer => before[customer] != Band(customer)).ToList();
        changed.Count.ShouldBeGreaterThan(20, "half the horizon makes many lapsed");
        Customers().ShouldAllBe(customer => Row(customer).GetValueOrDefault(Crossed) == null);

        var lapsed = changed.First(customer => Band(customer) == Lapsed);
        await OrderAsync(lapsed, _app.Clock.GetUtcNow().AddMinutes(-1));
        (Band(lapsed) < Lapsed, Row(lapsed).GetValueOrDefault(Crossed) is not null).ShouldBe((true, true));
    }

    [Fact]
    public async Task A_new_order_crosses_for_the_better()
    {
        var customer = Customers().First(customer => Band(customer) == Lapsed);

        await OrderAsync(customer, _app.Clock.GetUtcNow().AddMinutes(-1));

        Band(customer)!.Value.ShouldBeLessThan(Lapsed);
        Row(customer)[Crossed].ShouldBe(Row(customer)["ci_insightson"]);
    }

    [Fact]
    public async Task Orders_of_the_past_that_arrive_later_cross_nothing()
    {
        var crossings = 0;
        foreach (var customer in Customers().Where(customer => Band(customer) == Lapsed).Take(10))
        {
            await OrderAsync(customer, _app.Clock.GetUtcNow().AddDays(-5));
            Band(customer).ShouldNotBe(Lapsed);
            if (Row(customer).GetValueOrDefault(Crossed) is not null) crossings++;
        }
        crossings.ShouldBe(0);
    }

    [Fact]
    public async Task The_most_valuable_customers_of_a_batch_are_written_first()
    {
        _app.Clock.Advance(TimeSpan.FromDays(20));

        await RescoreAsync();

        foreach (var batch in _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.Account))
        {
            var values = batch.Rows.Select(row => Insights.Reports.InsightsJson.Read((string)row.Values["ci_insights"]!).Profile?.Value?.Value12m ?? 0).ToList();
            values.ShouldBe(values.OrderDescending());
        }
    }

    static IEnumerable<int> Customers() => Enumerable.Range(1, Company.Customers);

    IReadOnlyDictionary<string, object?> Row(int customer) => _app.Dataverse.Columns("account", Company.AccountId(customer));

    int? Band(int customer) => (int?)Row(customer).GetValueOrDefault("ci_churnband");

    Dictionary<int, int?> Bands() => Customers().ToDictionary(customer => customer, Band);

    /// <summary>Scores everyone with the model in use, as the night does after training.</summary>
    async Task RescoreAsync()
    {
        foreach (var shard in await _app.Store.Dirty.MarkAllAsync(default))
            _pump.Take(await _app.CallAsync("ScoreAccounts", "wakeup", AppHarness.QueueText($$"""{"shard":{{shard}}}""")));
        await _pump.DrainAsync();
    }

    async Task PromoteAsync(Func<ChurnModel, ChurnModel> change)
    {
        var champion = (await _app.Store.Models.ReadChampionAsync("churn", default))!;
        var changed = change(ModelFolder.Read(champion.Files)) with { Version = "2026-05-03.00000001" };
        await _app.Store.Models.SaveAsync(champion with { Version = changed.Version, Files = ModelFolder.Write(changed) }, default);
        await _app.Store.Models.PromoteAsync("churn", changed.Version, default);
    }

    async Task OrderAsync(int customer, DateTimeOffset on)
    {
        var json = Sample.OrderChanged(9_000_000 + ++_order);
        var id = new Guid(_order, 2, 0, new byte[8]);
        json["subject"] = $"salesorder/{id}";
        json["data"]!["orderId"] = id;
        json["data"]!["customerId"] = Company.AccountId(customer);
        json["data"]!["orderedOn"] = on.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        await _pump.SendAsync(json);
    }
}
