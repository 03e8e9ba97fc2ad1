using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class OrderRateBreakTests
{
    [Fact]
    public void Finds_a_lasting_jump_where_it_happened()
    {
        var found = OrderRateBreak.Find(Months(100, 105, 98, 110, 102, 400, 410, 390, 405, 420), TestTime.Now)!;

        found.On.ShouldBe(TestTime.Now.AddDays(-150));
        found.Size.ShouldBe(1200.0 / 310, 0.01);
    }

    [Fact]
    public void Finds_a_lasting_fall() => OrderRateBreak.Find(Months(300, 310, 290, 300, 90, 95, 100, 85), TestTime.Now)!.After.ShouldBe(95 / 30.0, 0.01);

    [Theory]
    [InlineData(100, 105, 110, 121, 133, 146, 160, 177, 194, 214, 235, 259)]      // growth
    [InlineData(10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120)]               // a young company
    [InlineData(100, 100, 100, 300, 300, 300, 100, 100, 100, 300, 300, 300)]      // seasons
    [InlineData(100, 100, 100, 100, 100, 100, 100, 100, 900, 100, 100, 100)]      // one campaign
    [InlineData(2, 2, 2, 5, 4, 5, 6, 5, 4, 5, 5, 6)]                              // too few orders to tell from chance
    public void Sees_none_where_there_is_none(params int[] months) => OrderRateBreak.Find(Months(months), TestTime.Now).ShouldBeNull();

    [Fact]
    public void Sees_none_in_a_short_history() => OrderRateBreak.Find(Months(100, 400), TestTime.Now).ShouldBeNull();

    /// <summary>One customer an order, spread over steps of 30 days that end now.</summary>
    static CustomerHistory[] Months(params int[] counts) => [.. counts.SelectMany((count, month) => Enumerable.Range(0, count).Select(index =>
        Customer.Bought(1).LastSeen(days: 30 * (counts.Length - month) - 30.0 * index / count).Number(month * 10_000 + index).Build()))];
}
