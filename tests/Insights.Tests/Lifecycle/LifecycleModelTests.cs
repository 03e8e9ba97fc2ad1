using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Lifecycle;

public sealed class LifecycleModelTests
{
    static readonly LifecycleModel s_model = new(TypicalGapDays: 30);

    static LifecycleAssessment? Assess(CustomerHistory history, ChurnBand? band = null, double? alive = null, FormerStage? former = null) =>
        s_model.Assess(new StagedCustomer(history, _ => alive), new ChurnAssessment { AsOf = TestTime.Now, Band = band }, former, TestTime.Now);

    [Fact]
    public void Without_an_order_a_customer_is_a_prospect_since_the_row_was_created()
    {
        var stage = Assess(Customer.WithoutOrders())!;

        stage.Stage.ShouldBe(LifecycleStage.Prospect);
        stage.ChangedOn.ShouldBe(new DateOnly(2023, 5, 3));
    }

    [Fact]
    public void One_who_has_just_begun_grows() => Assess(Customer.Bought(2), alive: 0.9)!.Stage.ShouldBe(LifecycleStage.Growth);

    [Fact]
    public void One_who_orders_steadily_is_mature() => Assess(Customer.Bought(20), alive: 0.95)!.Stage.ShouldBe(LifecycleStage.Maturity);

    [Fact]
    public void One_who_is_overdue_declines() => Assess(Customer.Bought(20).LastSeen(days: 85), alive: 0.6)!.Stage.ShouldBe(LifecycleStage.Decline);

    [Fact]
    public void One_who_orders_half_as_often_as_before_declines()
    {
        var slowing = Customer.Bought(12).Every(days: 10).LastSeen(days: 95).And(TestTime.Now.AddDays(-45)).And(TestTime.Now.AddDays(-5));

        Assess(slowing, alive: 0.9)!.Stage.ShouldBe(LifecycleStage.Decline);
    }

    [Fact]
    public void One_who_is_silent_for_long_is_terminated() => Assess(Customer.Bought(20).LastSeen(days: 300), ChurnBand.Lapsed, alive: 0.02)!.Stage.ShouldBe(LifecycleStage.Terminated);

    [Fact]
    public void A_yearly_buyer_in_the_quiet_time_is_not_terminated() =>
        Assess(Customer.Bought(3).Every(days: 365).LastSeen(days: 150), ChurnBand.Lapsed, alive: 0.8)!.Stage.ShouldBe(LifecycleStage.Decline);

    [Theory]
    [InlineData(ProfilingStatus.Objected)]
    [InlineData(ProfilingStatus.Restricted)]
    public void Who_may_not_be_profiled_has_no_stage(ProfilingStatus status) => Assess(Customer.Bought(5).Saying(status)).ShouldBeNull();

    [Fact]
    public void A_stage_is_kept_until_another_fits_clearly_better()
    {
        var history = Customer.Bought(4).Build();           // half new, half established
        var fresh = Assess(history, alive: 0.9)!;
        fresh.Degrees[LifecycleStage.Growth].ShouldBe(0.5);
        fresh.Degrees[LifecycleStage.Maturity].ShouldBe(0.5);

        var kept = Assess(history, alive: 0.9, former: new(LifecycleStage.Growth, new DateOnly(2026, 1, 1)))!;

        fresh.Stage.ShouldBe(LifecycleStage.Maturity);
        kept.Stage.ShouldBe(LifecycleStage.Growth);
        kept.ChangedOn.ShouldBe(new DateOnly(2026, 1, 1));
    }

    [Fact]
    public void The_change_is_dated_when_the_evidence_crossed()
    {
        var history = Customer.Bought(20).LastSeen(days: 200).Build();
        double Alive(DateTimeOffset at) => (at - history.Orders[^1].OrderedOn).TotalDays > 80 ? 0.05 : 0.9;
        LifecycleAssessment At(DateTimeOffset now) => s_model.Assess(new StagedCustomer(history, at => Alive(at)), new ChurnAssessment { AsOf = now }, null, now)!;

        var stage = At(TestTime.Now);

        // The naive twin: the first day on which it was so.
        var naive = Enumerable.Range(0, 190).Select(days => TestTime.Now.AddDays(days - 190)).First(day => At(day).Stage == LifecycleStage.Terminated);
        stage.Stage.ShouldBe(LifecycleStage.Terminated);
        stage.ChangedOn.ShouldBe(DateOnly.FromDateTime(naive.UtcDateTime));
    }

    [Fact]
    public void Stage_band_and_activity_never_contradict_each_other()
    {
        var random = new Random(5);
        ChurnBand?[] bands = [null, .. Enum.GetValues<ChurnBand>().Cast<ChurnBand?>()];
        for (var number = 0; number < 5_000; number++)
        {
            var history = Customer.Bought(random.Next(30)).Every(days: 1 + random.Next(200)).LastSeen(days: random.Next(400)).Build();
            var (band, alive) = (bands[random.Next(bands.Length)], random.NextDouble());
            if (history.Orders.Count == 0) band = null;
            FormerStage? former = random.Next(2) == 0 ? null : new(Enum.GetValues<LifecycleStage>()[random.Next(5)], new DateOnly(2026, 4, 1));

            var stage = Assess(history, band, alive, former)!;

            stage.Degrees.Values.Sum().ShouldBe(1, tolerance: 1e-12);
            stage.ChangedOn.ShouldBeLessThanOrEqualTo(new DateOnly(2026, 5, 3));
            (stage.Stage == LifecycleStage.Prospect).ShouldBe(history.Orders.Count == 0);
            if (band == ChurnBand.Lapsed) stage.Stage.ShouldBeOneOf(LifecycleStage.Decline, LifecycleStage.Terminated);
            if (band == ChurnBand.Healthy) stage.Stage.ShouldBeOneOf(LifecycleStage.Growth, LifecycleStage.Maturity);
            if (band is ChurnBand.AtRisk or ChurnBand.Critical) stage.Stage.ShouldNotBe(LifecycleStage.Growth);
            if (stage.Stage == LifecycleStage.Terminated) alive.ShouldBeLessThan(0.5);
        }
    }

    [Fact]
    public void The_model_survives_its_file_and_a_damaged_one_is_refused()
    {
        LifecycleModel.Read(new Dictionary<string, byte[]> { [LifecycleModel.FileName] = s_model.ToBytes() }).ShouldBe(s_model);
        var damaged = System.Text.Encoding.UTF8.GetString(s_model.ToBytes()).Replace(":30", ":-3", StringComparison.Ordinal);
        Should.Throw<InvalidDataException>(() => LifecycleModel.Read(new Dictionary<string, byte[]> { [LifecycleModel.FileName] = System.Text.Encoding.UTF8.GetBytes(damaged) }))
            .Message.ShouldContain("typicalGapDays: found -3, expected 1 to 365");
    }
}
