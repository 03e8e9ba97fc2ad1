using CrmInsights.App.Jobs.Runs;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Reports;
using CrmInsights.Store;
using Microsoft.Extensions.DependencyInjection;

namespace CrmInsights.App.Tests;

/// <summary>Segment, stage, value and offer on the rows of customers.</summary>
public sealed class ProfileTests : IAsyncLifetime
{
    static readonly string[] s_columns =
    [
        "ci_segmentid", "ci_segmentfit", "ci_lifecyclestage", "ci_stagechangedon", "ci_value12m", "ci_valuelifetime", "ci_nextbestofferid",
        "ci_nextbestofferreason", "ci_nextbestofferscore",
    ];

    AppHarness _app = null!;
    Pump _pump = null!;

    public async Task InitializeAsync()
    {
        _app = await AppHarness.StartAsync();
        _pump = new Pump(_app);
        Shops.Fill(_app.Dataverse, _app.Clock.GetUtcNow());
        await _pump.TimerAsync("Mine");
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    IReadOnlyDictionary<string, object?> Row(int customer) => _app.Dataverse.Columns("account", Company.AccountId(customer));

    CustomerProfile Profile(int customer) => InsightsJson.Read((string)Row(customer)["ci_insights"]!).Profile!;

    System.Text.Json.Nodes.JsonObject Bought(int customer)
    {
        var order = Sample.OrderChanged(1_000_000);
        order["data"]!["customerId"] = Company.AccountId(customer);
        return order;
    }

    async Task<ScoreRecord> ScoreAsync(int customer)
    {
        var key = new Store.Rows.CustomerKey("account", Company.AccountId(customer));
        return (await _app.Store.Scores.ReadAsync([key], default))[key];
    }

    async Task<RunState> StateAsync() => RunState.Parse((await _app.Store.Runs.ListAsync(10, default)).First().Json);

    [Fact]
    public async Task Every_column_is_written_and_the_choices_are_told()
    {
        var notes = string.Join("; ", (await StateAsync()).Notes);
        foreach (var column in s_columns) Row(2)[column].ShouldNotBeNull($"{column}: {notes}");
        notes.ShouldContain("Profiles: Segments: ");
        notes.ShouldContain("is used: it foresaw best");
    }

    [Fact]
    public async Task Activity_stays_empty_where_nobody_has_ever_left_and_the_run_says_so()
    {
        Row(2)["ci_alive"].ShouldBeNull();
        Profile(2).Value!.Alive.ShouldBeNull();
        (await StateAsync()).Notes.ShouldContain(note => note.StartsWith("Profiles: Nothing is said of activity"));
    }

    [Fact]
    public void Segments_are_rows_that_the_lookups_point_at()
    {
        var segments = _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.Segment).SelectMany(write => write.Rows).ToArray();

        segments.Length.ShouldBeGreaterThanOrEqualTo(3);
        segments.Sum(segment => (int)segment.Values["ci_accountcount"]!).ShouldBe(Shops.Customers);
        for (var customer = 1; customer <= Shops.Customers; customer++)
            segments.ShouldContain(segment => segment.Row!.Id == ((RowReference)Row(customer)["ci_segmentid"]!).Id);
    }

    [Fact]
    public void Amounts_are_in_the_currency_of_the_row_and_a_row_without_one_gets_the_base_currency()
    {
        Row(10)["ci_value12m"].ShouldBe(Profile(10).Value!.Value12m * Shops.DollarRate);
        Row(2)["ci_value12m"].ShouldBe(Profile(2).Value!.Value12m);
        Row(2).Keys.ShouldNotContain("transactioncurrencyid");
        ((RowReference)Row(11)["transactioncurrencyid"]!).Id.ShouldBe(Shops.Euro);
        Row(11)["ci_value12m"].ShouldBe(Profile(11).Value!.Value12m);
    }

    [Fact]
    public void The_planted_rule_is_quoted_to_those_it_fits() =>
        Enumerable.Range(1, Shops.Customers).SelectMany(customer => Profile(customer).Offers)
            .Count(offer => offer.Reason.Contains("of orders with Wine also hold Cheese; none of the other orders do", StringComparison.Ordinal)).ShouldBeGreaterThan(20);

    [Fact]
    public async Task A_second_night_without_news_writes_no_customer()
    {
        _app.Dataverse.Writes.Clear();
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Mine");

        _app.Dataverse.Writes.ShouldNotContain(write => write.Table == DataverseTable.Account);
        (await _app.Store.Models.ListAsync("insights", default)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_retired_product_is_offered_to_nobody_any_more()
    {
        _app.Dataverse.Put(DataverseTable.Product, Shops.Cheese, ("statecode", 1));
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Mine");

        Enumerable.Range(1, Shops.Customers).ShouldAllBe(customer => Profile(customer).Offers.All(offer => offer.ProductId != Shops.Cheese));
    }

    [Fact]
    public async Task A_segment_that_somebody_deleted_costs_a_customer_its_link_and_nothing_else()
    {
        var segment = (RowReference)Row(2)["ci_segmentid"]!;
        foreach (var id in _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.Segment).SelectMany(write => write.Rows).Select(row => row.Row!.Id!.Value).Distinct())
            _app.Dataverse.Delete(DataverseTable.Segment, id);
        _app.Clock.Advance(TimeSpan.FromDays(8));      // so that there is something to write

        await _pump.SendAsync(Bought(2));

        (Row(2)["ci_insightson"], Row(2)["ci_segmentid"]).ShouldBe((_app.Clock.GetUtcNow(), segment));
        (await ScoreAsync(2)).Computed!.Json.ShouldContain("has been deleted: the customer keeps the former one");

        _app.Clock.Advance(TimeSpan.FromMinutes(30));
        await _pump.TimerAsync("Mine");
        (await ScoreAsync(2)).Computed!.Json.ShouldNotContain("has been deleted");
        _app.Dataverse.Columns("ci_segment", ((RowReference)Row(2)["ci_segmentid"]!).Id!.Value)["ci_name"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_product_that_somebody_deleted_costs_a_customer_its_offer_until_the_deletion_is_collected()
    {
        var customer = Enumerable.Range(1, Shops.Customers).First(number => Row(number).GetValueOrDefault("ci_nextbestofferid") is RowReference);
        var product = (RowReference)Row(customer)["ci_nextbestofferid"]!;
        foreach (var id in (await _app.Store.Customers.ReadProductsAsync(default)).Keys) _app.Dataverse.Delete(DataverseTable.Product, id);
        _app.Clock.Advance(TimeSpan.FromDays(8));

        await _pump.SendAsync(Bought(customer));
        (Row(customer)["ci_insightson"], Row(customer)["ci_nextbestofferid"]).ShouldBe((_app.Clock.GetUtcNow(), product));
        (await ScoreAsync(customer)).Computed!.Json.ShouldContain("has been deleted");

        _app.Clock.Advance(TimeSpan.FromMinutes(30));
        await _pump.TimerAsync("Mine");
        Row(customer)["ci_nextbestofferid"].ShouldBeNull();
        (await ScoreAsync(customer)).Computed!.Json.ShouldNotContain("has been deleted");
    }

    [Fact]
    public async Task Ten_thousand_answered_offers_of_one_customer_are_taken_and_its_card_stays_small()
    {
        for (var number = 1; number <= 10_000; number++)
            _app.Dataverse.Put(DataverseTable.Offer, new Guid(number, 9, 0, new byte[8]), ("_ci_accountid_value", Company.AccountId(2)), ("_ci_productid_value", new Guid(number, 4, 4, new byte[8])),
                ("ci_answer", 712340002), ("ci_answeredon", _app.Clock.GetUtcNow()));
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Reconcile");

        var customer = (await _app.Store.Customers.ReadAsync([new Store.Rows.CustomerKey("account", Company.AccountId(2))], default)).Single();
        customer.Offers.Count.ShouldBe(10_000);
        (await _app.Store.Dirty.WaitingAsync(default)).ShouldBeEmpty();
        System.Text.Encoding.UTF8.GetByteCount((string)Row(2)["ci_insights"]!).ShouldBeLessThanOrEqualTo(8192);
        (await StateAsync()).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_are_rows_in_words_and_an_unchanged_one_is_not_written_again()
    {
        var rows = RuleRows();
        var rule = rows.Single(row => (string)row["ci_antecedent"]! == "Wine" && (string)row["ci_countedin"]! == "orders");
        ((string)rule["ci_words"]!).ShouldContain(" % of orders with Wine also hold Cheese; ");
        ((decimal)rule["ci_confidence"]!).ShouldBeInRange(0.1m, 1);
        rule["ci_validon"].ShouldBe(DateOnly.FromDateTime(_app.Clock.GetUtcNow().UtcDateTime));
        _app.Dataverse.Writes.Clear();
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Mine");

        RuleRows().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rule_that_no_longer_holds_is_deactivated()
    {
        var stale = Guid.Parse("11111111-0000-0000-0000-000000000000");
        _app.Dataverse.Put(DataverseTable.AssociationRule, stale, ("ci_words", "0 % of all"), ("statecode", 0));
        _app.Clock.Advance(TimeSpan.FromMinutes(30));

        await _pump.TimerAsync("Mine");

        _app.Dataverse.Columns("ci_associationrule", stale)["statecode"].ShouldBe(1);
    }

    IReadOnlyList<IReadOnlyDictionary<string, object?>> RuleRows() =>
        [.. _app.Dataverse.Writes.Where(write => write.Table == DataverseTable.AssociationRule).SelectMany(write => write.Rows).Select(row => row.Values)];

    [Fact]
    public async Task A_damaged_folder_of_models_is_told_and_trained_anew()
    {
        var stored = (await _app.Store.Models.ReadChampionAsync("insights", default))!;
        await _app.Store.Models.SaveAsync(stored with { Version = "broken", Files = new Dictionary<string, byte[]> { ["insights.json"] = [1] } }, default);
        await _app.Store.Models.PromoteAsync("insights", "broken", default);
        var state = new RunState();

        await _app.App.Services.GetRequiredService<TrainProfilesStage>().RunAsync(state, default);

        state.Notes.ShouldContain(note => note.StartsWith("Profiles: The former models cannot be read"));
        (await _app.Store.Models.ReadChampionAsync("insights", default))!.Version.ShouldNotBe("broken");
    }

    [Fact]
    public async Task An_objection_clears_every_column()
    {
        await _pump.SendAsync(Sample.Objection(Company.AccountId(2)));

        foreach (var column in s_columns) Row(2)[column].ShouldBeNull(column);
    }

    [Fact]
    public async Task A_refused_product_is_not_offered_to_that_customer_any_more_and_an_answer_taken_back_brings_it_again()
    {
        var customer = Enumerable.Range(1, Shops.Customers).First(number => Row(number)["ci_nextbestofferid"] is not null);
        var product = Profile(customer).BestOffer!.ProductId;
        var account = Company.AccountId(customer);

        await _pump.SendAsync(Sample.OfferAnswered(account, product, (712340002, 1)));

        Profile(customer).Offers.ShouldNotContain(offer => offer.ProductId == product);
        await _pump.SendAsync(Sample.OfferAnswered(account, product, (712340000, 2)));
        Profile(customer).BestOffer!.ProductId.ShouldBe(product);
    }
}
