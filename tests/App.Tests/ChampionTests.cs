using System.Text.Json.Nodes;
using CrmInsights.Dataverse;
using CrmInsights.Store;

namespace CrmInsights.App.Tests;

/// <summary>Which model scores, and what happens where it cannot.</summary>
public sealed class ChampionTests : IAsyncLifetime
{
    const int Challenger = 712340000;
    const int Champion = 712340001;

    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        Company.Fill(_app.Dataverse, _app.Clock.GetUtcNow());
        await _pump.TimerAsync("Mine");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    IReadOnlyList<IReadOnlyDictionary<string, object?>> Rows() =>
        [.. _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.Model).SelectMany(write => write.Rows)
            .Select(row => _app.Dataverse.Columns("ci_model", row.Row!.Id!.Value)).Where(row => (string)row["ci_kind"]! == "churn").Distinct()];

    async Task<StoredModel> ReadChampionAsync() => (await _app.Store.Models.ReadChampionAsync("churn", default))!;

    async Task DamageAsync()
    {
        var champion = await ReadChampionAsync();
        await _app.Store.Models.SaveAsync(champion with { Version = "damaged", Files = new Dictionary<string, byte[]> { ["model.json"] = [1, 2, 3] } }, default);
        await _app.Store.Models.PromoteAsync("churn", "damaged", default);
    }

    [Fact]
    public async Task Boosted_trees_and_the_regression_have_a_row_each_and_one_of_them_scores()
    {
        Rows().Select(row => (int)row["ci_stage"]!).Order().ShouldBe([Challenger, Champion]);
        (await _app.Store.Models.ListAsync("churn", default)).Select(model => model.Stage).Order().ShouldBe(["challenger", "champion"]);
        Rows().ShouldAllBe(row => ((string)row["ci_verdict"]!).Contains("was tried"));
        Rows().Select(row => JsonNode.Parse((string)row["ci_metrics"]!)!["model"]!["algorithm"]!.GetValue<string>()).Order().ShouldBe(["BoostedTrees", "Regression"]);
    }

    [Fact]
    public async Task With_a_damaged_champion_the_one_before_scores_on_and_health_says_so()
    {
        var former = (await ReadChampionAsync()).Version;
        await DamageAsync();
        var order = Sample.OrderChanged(1_000_000);
        order["data"]!["customerId"] = Company.AccountId(5);

        await _pump.SendAsync(order);

        _app.Dataverse.Columns("account", Company.AccountId(5))["ci_modelversion"].ShouldBe(former);
        var health = (await _app.CallAsync("Health", "req", new JsonObject()))["Outputs"]!["res"]!["body"]!.GetValue<string>();
        health.ShouldContain("Model damaged: model.json");
    }

    [Fact]
    public async Task Without_any_model_that_can_be_read_nothing_is_written()
    {
        await using var app = await AppHarness.StartAsync();
        await app.Store.Models.SaveAsync(new StoredModel { Kind = "churn", Version = "1", TrainedOn = app.Clock.GetUtcNow(), Files = new Dictionary<string, byte[]>() }, default);
        await app.Store.Models.PromoteAsync("churn", "1", default);
        await app.Store.Runs.SetAsync("churn:trained", "true", default);

        await new Pump(app).SendAsync(Sample.OrderChanged());

        app.Dataverse.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_night_replaces_a_damaged_champion_and_says_why()
    {
        await DamageAsync();
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Mine");

        (await ReadChampionAsync()).Version.ShouldNotBe("damaged");
        (await _app.Store.Runs.ListAsync(1, default))[0].Json.ShouldContain("Model damaged");
    }

    [Fact]
    public async Task Another_night_with_news_keeps_the_champion_unless_a_new_model_is_better_beyond_chance()
    {
        var before = (await ReadChampionAsync()).Version;
        _app.Clock.Advance(TimeSpan.FromDays(1));
        Company.AddOrder(_app.Dataverse, Company.AccountId(5), 999_999, _app.Clock.GetUtcNow().AddHours(-3));

        await _pump.TimerAsync("Mine");

        (await ReadChampionAsync()).Version.ShouldBe(before);
        (await _app.Store.Models.ListAsync("churn", default)).Count(model => model.Stage == "challenger").ShouldBe(2);
    }
}
