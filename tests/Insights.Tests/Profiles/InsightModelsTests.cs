using System.Diagnostics;
using System.Text;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Quality;
using CrmInsights.Insights.Reports;
using CrmInsights.Mining.Data;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Profiles;

public sealed class InsightModelsTests
{
    static readonly DateTimeOffset s_now = SampleHistories.Now;
    static readonly InsightModels s_models = InsightModels.Train(SampleHistories.All, s_now, (new InsightSettings(), null), new RunContext());
    static readonly ChurnScorer s_scorer = new(ChurnTrainer.Train(SampleHistories.All, s_now, new ChurnSettings(), new RunContext()).Model, new ChurnSettings());
    static readonly ProfileContext s_context = new(s_now, SampleHistories.Products);

    static (ChurnAssessment Churn, CustomerProfile Profile) Profile(CustomerHistory history)
    {
        var churn = s_scorer.Score(history, s_now, []);
        return (churn, s_models.Profile(history, churn, s_context));
    }

    [Fact]
    public void Nothing_said_of_a_customer_contradicts_itself()
    {
        foreach (var history in SampleHistories.All)
        {
            var (churn, profile) = Profile(history);
            var stage = profile.Stage!.Stage;
            if (history.Orders.Count == 0)
            {
                (stage, profile.Value, profile.Segment).ShouldBe((LifecycleStage.Prospect, null, null));
                continue;
            }
            new Contradictions(history, churn, profile, SampleHistories.Now).Found.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Folder_and_models_are_the_same_thing()
    {
        var files = s_models.Write();

        var again = InsightModels.Read(files);

        again.Version.ShouldBe(s_models.Version);
        again.Write().ShouldAllBe(file => file.Value.SequenceEqual(files[file.Key]));
    }

    [Fact]
    public void The_same_data_in_another_order_and_on_more_threads_give_the_same_version() =>
        InsightModels.Train([.. SampleHistories.All.Reverse()], s_now, (new InsightSettings(), null), new RunContext(MaxThreads: 3)).Version.ShouldBe(s_models.Version);

    [Fact]
    public void What_happens_after_now_changes_nothing()
    {
        var now = s_now.AddDays(-100);
        var known = SampleHistories.All.Select(customer => customer with { Orders = [.. customer.Orders.Where(order => order.OrderedOn <= now)] }).ToArray();

        var leaking = InsightModels.Train(SampleHistories.All, now, (new InsightSettings(), null), new RunContext());

        leaking.Version.ShouldBe(InsightModels.Train(known, now, (new InsightSettings(), null), new RunContext()).Version);
    }

    [Fact]
    public void Segments_keep_their_numbers_from_one_training_to_the_next()
    {
        var again = InsightModels.Train(SampleHistories.All, s_now, (new InsightSettings(), s_models), new RunContext());

        again.Segments!.Segments.ShouldBe(s_models.Segments!.Segments);
    }

    [Theory]
    [InlineData("offers.json")]
    [InlineData("segments.json")]
    [InlineData("value.json")]
    [InlineData("lifecycle.json")]
    [InlineData("insights.json")]
    public void A_missing_or_damaged_file_is_named(string name)
    {
        var files = s_models.Write();
        var missing = files.Where(file => file.Key != name).ToDictionary();
        var damaged = files.ToDictionary(file => file.Key, file => file.Key == name ? file.Value[..^1] : file.Value);

        Should.Throw<InvalidDataException>(() => InsightModels.Read(missing)).Message.ShouldContain(name);
        Should.Throw<InvalidDataException>(() => InsightModels.Read(damaged)).Message.ShouldContain(name);
    }

    [Theory]
    [InlineData(ProfilingStatus.Objected)]
    [InlineData(ProfilingStatus.Restricted)]
    public void Nothing_is_said_of_those_who_may_not_be_profiled(ProfilingStatus status) => Profile(Customer.Bought(9).Saying(status)).Profile.ShouldBe(CustomerProfile.Empty);

    [Fact]
    public void Without_any_order_training_says_what_is_missing_and_every_customer_is_a_prospect()
    {
        CustomerHistory nobody = Customer.WithoutOrders();

        var models = InsightModels.Train([nobody], s_now, (new InsightSettings(), null), new RunContext());

        (models.Segments, models.Value).ShouldBe((null, null));
        models.Sentences.Count.ShouldBe(3);
        models.Profile(nobody, new ChurnAssessment { AsOf = s_now }, s_context).Stage!.Stage.ShouldBe(LifecycleStage.Prospect);
    }

    [Fact]
    public void A_profile_takes_far_less_than_10_ms()
    {
        var some = SampleHistories.All.Take(200).ToArray();
        foreach (var history in some) Profile(history);
        var start = Stopwatch.GetTimestamp();

        foreach (var history in some) Profile(history);

        (Stopwatch.GetElapsedTime(start).TotalMilliseconds / some.Length).ShouldBeLessThan(10);
    }

    [Fact]
    public void The_card_survives_with_its_profile_and_stays_below_8_KB()
    {
        var cards = SampleHistories.All.Take(300).Select(Profile).Select(both => new InsightsCard(both.Churn, new QualityReport(85, []), []) { Profile = both.Profile }).ToArray();

        foreach (var card in cards)
        {
            var json = InsightsJson.Write(card);
            InsightsJson.Write(InsightsJson.Read(json)).ShouldBe(json);
            Encoding.UTF8.GetByteCount(json).ShouldBeLessThan(InsightsJson.MostBytes / 2);
        }
    }

    [Fact]
    public void The_longest_names_in_any_script_stay_below_8_KB()
    {
        var name = new string('漢', 300);
        var products = SampleHistories.Products.Values.Select(product => product with { Name = name }).ToDictionary(product => product.Id);
        var history = SampleHistories.All.MaxBy(customer => customer.Orders.Count)!;
        var (churn, _) = Profile(history);

        var profile = s_models.Profile(history, churn, s_context with { Products = products });
        var card = new InsightsCard(churn, new QualityReport(1, [.. Enumerable.Repeat(new string('y', 80), 10)]), [.. Enumerable.Range(1, 12).Select(month => new ScoreHistoryPoint(new(2026, month, 1), 33.3))]) { Profile = profile };

        profile.Offers.ShouldAllBe(offer => offer.Reason.Length <= 400);
        Encoding.UTF8.GetByteCount(InsightsJson.Write(card)).ShouldBeLessThan(InsightsJson.MostBytes);
    }

    [Fact]
    public void A_rows_text_from_before_profiles_is_still_read() =>
        InsightsJson.Read("""{"schemaVersion":1,"asOf":"2026-05-03T12:00:00Z","churn":{"band":"Healthy","score":7,"base":7,"reasons":[],"other":0},"quality":{"score":1,"findings":[]},"history":[]}""")
            .Profile.ShouldBeNull();
}
