using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class ChurnScorerTests
{
    static readonly ChurnModel s_model = TrainedModel.Random(1);
    static readonly ChurnScorer s_scorer = new(s_model, new ChurnSettings());

    [Fact]
    public void Abstains_without_an_order() => Cause(Customer.WithoutOrders()).ShouldBe(AbstentionCause.NoOrder);

    [Fact]
    public void Abstains_where_every_order_lies_in_the_future() =>
        Cause(Customer.WithoutOrders().And(TestTime.Now.AddDays(2))).ShouldBe(AbstentionCause.UnusableData);

    [Theory]
    [InlineData(ProfilingStatus.Objected, AbstentionCause.Objected)]
    [InlineData(ProfilingStatus.Restricted, AbstentionCause.Restricted)]
    public void Never_scores_who_does_not_want_it(ProfilingStatus status, AbstentionCause cause)
    {
        var assessment = Score(Customer.Bought(9).Saying(status));

        assessment.Abstained!.Cause.ShouldBe(cause);
        (assessment.Score, assessment.Band, assessment.Probability).ShouldBe((null, null, null));
        assessment.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public void Abstains_without_a_model_and_says_where_to_look()
    {
        var assessment = new ChurnScorer(null, new ChurnSettings()).Score(Customer.Bought(5), TestTime.Now, []);

        assessment.Abstained!.Cause.ShouldBe(AbstentionCause.NoModel);
        assessment.ModelVersion.ShouldBeNull();
    }

    [Fact]
    public void Calls_a_customer_lapsed_after_one_horizon_without_an_order()
    {
        Score(Customer.Bought(4).LastSeen(days: 90)).Band.ShouldNotBe(ChurnBand.Lapsed);

        var lapsed = Score(Customer.Bought(4).Every(days: 30).LastSeen(days: 90.1));

        lapsed.Band.ShouldBe(ChurnBand.Lapsed);
        (lapsed.Score, lapsed.Trend, lapsed.Confidence).ShouldBe((null, null, null));
        lapsed.Reasons.ShouldHaveSingleItem().Text.ShouldBe(
            "Last order on 2 Feb 2026; usually every 30 days. Lapsed since 3 May 2026, after 90 days without an order");
    }

    [Theory]
    [InlineData(29, ChurnBand.Healthy)]
    [InlineData(30, ChurnBand.Watch)]
    [InlineData(49, ChurnBand.Watch)]
    [InlineData(50, ChurnBand.AtRisk)]
    [InlineData(75, ChurnBand.Critical)]
    [InlineData(100, ChurnBand.Critical)]
    public void A_band_begins_at_its_cut_off(int score, ChurnBand band) => new ChurnSettings().BandOf(score).ShouldBe(band);

    [Fact]
    public void Looks_at_nothing_after_now()
    {
        var customer = Customer.Bought(5);
        var withFuture = Customer.Bought(5).And(TestTime.Now.AddDays(1), amount: 9_999);

        Score(withFuture).ShouldBeEquivalentTo(Score(customer));
    }

    [Theory]
    [InlineData(1, ConfidenceLevel.Low)]
    [InlineData(2, ConfidenceLevel.Low)]
    [InlineData(3, ConfidenceLevel.Medium)]
    [InlineData(6, ConfidenceLevel.High)]
    public void Confidence_grows_with_the_orders(int orders, ConfidenceLevel level) => Score(Customer.Bought(orders)).Confidence!.Level.ShouldBe(level);

    [Fact]
    public void A_model_with_a_warning_is_never_highly_confident()
    {
        var warned = new ChurnScorer(s_model with { Warnings = ["The order rate jumped."] }, new ChurnSettings());

        warned.Score(Customer.Bought(40), TestTime.Now, []).Confidence!.Level.ShouldBe(ConfidenceLevel.Medium);
    }

    [Theory]
    [InlineData(30, 10)]
    [InlineData(45, 10)]
    [InlineData(29, null)]       // too young
    [InlineData(46, null)]       // too old to speak of 30 days
    public void The_trend_compares_with_the_score_of_thirty_days_ago(int daysAgo, int? change)
    {
        var score = Score(Customer.Bought(5)).Score!.Value;
        var today = DateOnly.FromDateTime(TestTime.Now.UtcDateTime);

        var trend = s_scorer.Score(Customer.Bought(5), TestTime.Now, [new(today.AddDays(-daysAgo), score - 10)]).Trend;

        trend.ShouldBe(change);
    }

    [Fact]
    public void Names_the_direction_of_each_reason_by_the_sign_of_its_points()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 100; trial++)
        {
            var assessment = Score(Customer.Bought(1 + random.Next(9)).Every(days: 5 + random.Next(60)).LastSeen(days: random.Next(90)).Costing(random.Next(900)));

            assessment.Reasons.ShouldAllBe(reason => reason.Direction == (reason.Points > 0 ? Direction.RaisesRisk : Direction.LowersRisk));
            (assessment.Base + assessment.Reasons.Sum(reason => reason.Points) + assessment.OtherPoints).ShouldBe(assessment.Score!.Value);
        }
    }

    static ChurnAssessment Score(CustomerHistory customer) => s_scorer.Score(customer, TestTime.Now, []);

    static AbstentionCause? Cause(CustomerHistory customer) => Score(customer).Abstained?.Cause;
}
