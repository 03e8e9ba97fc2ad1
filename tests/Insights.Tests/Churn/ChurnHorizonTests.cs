using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class ChurnHorizonTests
{
    [Fact]
    public void Is_the_time_by_which_three_of_four_gaps_are_over()
    {
        // Four customers without open gap to speak of: gaps of 35, 40, 45 and 300 days; three of four are over by day 45.
        CustomerHistory[] customers = [.. new[] { 35, 40, 45, 300 }.Select((gap, index) =>
            Customer.Bought(2).Every(days: gap).LastSeen(days: 0).Number(index).Build()), LongHistory()];

        var horizon = ChurnHorizon.Choose(customers, TestTime.Now, new ChurnSettings());

        // LongHistory adds a gap of 36 and one that is still open after 1,400 days: four of six gaps are over by 45 days, five by 300.
        horizon.Days.ShouldBe(300);
        horizon.Source.ShouldBe(HorizonSource.Gaps);
    }

    [Fact]
    public void Counts_a_gap_that_is_still_open_as_at_least_that_long()
    {
        // Nine gaps of 40 days, each followed by 20 open days: censored before the only event time, so the curve falls to 0 at 40.
        CustomerHistory[] customers = [.. Enumerable.Range(0, 9).Select(index => Customer.Bought(2).Every(days: 40).LastSeen(days: 20).Number(index).Build())];

        ChurnHorizon.Choose([.. customers, LongHistory()], TestTime.Now, new ChurnSettings()).Days.ShouldBe(40);
    }

    [Theory]
    [InlineData(5, 30, HorizonSource.Shortest)]
    [InlineData(50, 50, HorizonSource.Gaps)]
    public void Clamps_a_horizon_to_the_shortest(int gapDays, int expected, HorizonSource source)
    {
        var horizon = ChurnHorizon.Choose([Customer.Bought(40).Every(days: gapDays).LastSeen(days: 0)], TestTime.Now, new ChurnSettings());

        (horizon.Days, horizon.Source).ShouldBe((expected, source));
    }

    [Fact]
    public void Clamps_a_horizon_to_a_quarter_of_the_history()
    {
        var horizon = ChurnHorizon.Choose([Customer.Bought(3).Every(days: 200).LastSeen(days: 0)], TestTime.Now, new ChurnSettings());

        (horizon.Days, horizon.Source).ShouldBe((100, HorizonSource.History));
    }

    [Fact]
    public void Clamps_a_horizon_to_a_year()
    {
        var horizon = ChurnHorizon.Choose([Customer.Bought(5).Every(days: 500).LastSeen(days: 0)], TestTime.Now, new ChurnSettings());

        (horizon.Days, horizon.Source).ShouldBe((365, HorizonSource.Longest));
    }

    [Fact]
    public void An_admin_may_set_it()
    {
        var horizon = ChurnHorizon.Choose([Customer.Bought(30).Every(days: 50)], TestTime.Now, new ChurnSettings { HorizonDays = 90 });

        (horizon.Days, horizon.Source).ShouldBe((90, HorizonSource.Admin));
        horizon.Sentence.ShouldContain("90 days");
    }

    [Fact]
    public void Orders_of_one_day_are_no_gap()
    {
        var twice = Customer.Bought(30).Every(days: 50).LastSeen(days: 0).And(TestTime.Now.AddHours(-1));

        ChurnHorizon.Choose([twice], TestTime.Now, new ChurnSettings()).Days.ShouldBe(50);
    }

    [Fact]
    public void Keeps_the_curve_for_the_chart_falling_and_short()
    {
        var random = new Random(1);
        CustomerHistory[] customers = [.. Enumerable.Range(0, 500).Select(index => Customer.Bought(3).Every(days: 10 + random.Next(200)).Number(index).Build())];

        var curve = ChurnHorizon.Choose(customers, TestTime.Now, new ChurnSettings()).Curve;

        curve.Count.ShouldBeInRange(20, 60);
        curve.Select(point => point.StillOpen).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Without_any_order_is_the_shortest() =>
        ChurnHorizon.Choose([], TestTime.Now, new ChurnSettings()).Days.ShouldBe(ChurnHorizon.ShortestDays);

    static CustomerHistory LongHistory() => Customer.Bought(2).Every(days: 36).LastSeen(days: 1400).Number(99);
}
