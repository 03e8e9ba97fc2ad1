using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Plays;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Plays;

public sealed class PlayEffectsTests
{
    const int Days = 90;
    static readonly Guid s_play = SeededGuid.Of("play", 1);
    static readonly DateTimeOffset s_on = TestTime.Now.AddDays(-Days);

    readonly List<CustomerHistory> _customers = [];
    readonly List<PlayOccasion> _occasions = [];

    // A customer for whom the play came up, with an order so many days later, or none.
    PlayOccasion Add(PlayArm arm, double? orderedAfter, DateTimeOffset? on = null, ProfilingStatus said = ProfilingStatus.NotAsked)
    {
        var builder = Customer.WithoutOrders().Number(_customers.Count + 1).Saying(said).And(s_on.AddDays(-30));
        if (orderedAfter is { } days) builder = builder.And((on ?? s_on).AddDays(days));
        _customers.Add(builder.Build());
        _occasions.Add(new PlayOccasion(s_play, _customers[^1].Id, on ?? s_on, arm));
        return _occasions[^1];
    }

    void AddMany(PlayArm arm, int count, int kept)
    {
        for (var number = 0; number < count; number++) Add(arm, number < kept ? 10 : null);
    }

    PlayEffect Measure() => PlayEffects.Measure(new Dictionary<Guid, string> { [s_play] = "Call" }, _occasions, _customers, new FollowUp(TestTime.Now, Days)).ShouldHaveSingleItem();

    [Fact]
    public void Kept_is_who_ordered_after_the_occasion_and_within_the_time()
    {
        Add(PlayArm.Started, 0);
        Add(PlayArm.Started, 0.01);
        Add(PlayArm.Started, Days);
        Add(PlayArm.Started, Days + 0.01);
        Add(PlayArm.Started, null);

        Measure().With.ShouldBe(new Share(2, 5));
    }

    [Fact]
    public void Who_was_not_followed_to_the_end_counts_nowhere_however_early_the_order_came()
    {
        Add(PlayArm.Started, 1, on: s_on.AddDays(1));
        Add(PlayArm.HeldOut, 1, on: s_on.AddDays(1));

        var effect = Measure();

        (effect.With, effect.Without).ShouldBe((new Share(0, 0), new Share(0, 0)));
        (effect.Started, effect.HeldOut).ShouldBe((1, 1));
    }

    [Fact]
    public void A_customer_counts_once_from_the_first_time_on()
    {
        var late = Add(PlayArm.Started, 10);
        _occasions.Add(late with { On = s_on.AddDays(-60) });

        var effect = Measure();

        effect.Started.ShouldBe(2);
        effect.With.ShouldBe(new Share(1, 1));      // ordered 70 days after the first time
    }

    [Theory]
    [InlineData(ProfilingStatus.Objected)]
    [InlineData(ProfilingStatus.Restricted)]
    public void Who_objected_or_is_restricted_is_not_followed(ProfilingStatus said)
    {
        Add(PlayArm.Started, 10, said: said);

        Measure().With.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(30, 29)]
    [InlineData(29, 30)]
    public void Below_thirty_of_each_it_is_too_few_to_say(int with, int without)
    {
        AddMany(PlayArm.Started, with, with);
        AddMany(PlayArm.HeldOut, without, 0);

        var effect = Measure();

        effect.Difference.ShouldBeNull();
        effect.Verdict.ShouldBe($"Too few to say what it changes: {with} with it and {without} without it were followed for 90 days; at least 30 of each are needed.");
    }

    [Fact]
    public void Newcombes_example_keeps_customers_with_his_interval()
    {
        AddMany(PlayArm.Started, 70, 56);
        AddMany(PlayArm.HeldOut, 80, 48);

        Measure().Verdict.ShouldBe("It keeps customers: 80 % ordered again within 90 days with it, 60 % without; the difference is +20 points, 95 % interval +5 to +33.");
    }

    [Theory]
    [InlineData(20, 20, "No difference that could not be chance")]
    [InlineData(5, 35, "Fewer customers stay with it")]
    public void Verdicts_follow_the_interval(int kept, int keptWithout, string verdict)
    {
        AddMany(PlayArm.Started, 40, kept);
        AddMany(PlayArm.HeldOut, 40, keptWithout);

        Measure().Verdict.ShouldStartWith(verdict);
    }

    [Fact]
    public void Where_some_were_skipped_the_verdict_says_that_the_groups_are_not_alike()
    {
        AddMany(PlayArm.Started, 40, 40);
        AddMany(PlayArm.HeldOut, 40, 0);
        Add(PlayArm.Skipped, 10);

        Measure().Verdict.ShouldEndWith("take the difference with care, or raise the capacity.");
    }

    [Fact]
    public void Without_a_hold_out_nobody_can_say()
    {
        AddMany(PlayArm.Started, 40, 40);

        Measure().Verdict.ShouldContain("Set a hold-out");
    }

    [Fact]
    public void Outcomes_and_their_amounts_are_added_up()
    {
        Add(PlayArm.Started, 10);
        _occasions[^1] = _occasions[^1] with { IsDone = true, Outcome = 712340000, OutcomeBase = 250.5m };
        Add(PlayArm.Started, 10);
        _occasions[^1] = _occasions[^1] with { IsDone = true, Outcome = 712340004 };
        Add(PlayArm.Failed, null);

        var effect = Measure();

        effect.OutcomeBase.ShouldBe(250.5m);
        effect.Work.ShouldBe("Started 2 times, 2 of them with an outcome (Ordered 1, Lost 1); held out 0, skipped 0, failed 1.");
    }

    [Fact]
    public void A_play_that_never_came_up_says_so() => Measure().Work.ShouldBe("It has not come up yet.");
}
