using CrmInsights.Insights.Churn;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class ChurnLabelTests
{
    const int Horizon = 60;

    [Theory]
    [InlineData(60, false)]      // exactly one horizon ago, with a later order
    [InlineData(61, null)]       // longer ago: not asked about
    public void The_population_ordered_within_one_horizon_before_the_cutoff(int daysAgo, bool? expected)
    {
        var customer = Customer.WithoutOrders().And(TestTime.Now.AddDays(-daysAgo)).And(TestTime.Now.AddDays(10)).Build();

        ChurnLabel.Of(customer, TestTime.Now, Horizon).ShouldBe(expected);
    }

    [Theory]
    [InlineData(0.01, false)]
    [InlineData(60, false)]      // the end belongs to the window
    [InlineData(60.01, true)]
    public void Who_orders_within_the_horizon_after_the_cutoff_stayed(double daysAfter, bool left)
    {
        var customer = Customer.Bought(1).LastSeen(days: 1).And(TestTime.Now.AddDays(daysAfter)).Build();

        ChurnLabel.Of(customer, TestTime.Now, Horizon).ShouldBe(left);
    }

    [Fact]
    public void An_order_at_the_cutoff_is_known_and_no_answer() => ChurnLabel.Of(Customer.Bought(1).LastSeen(days: 0), TestTime.Now, Horizon).ShouldBe(true);

    [Fact]
    public void Nobody_is_asked_about_without_an_order() => ChurnLabel.Of(Customer.WithoutOrders(), TestTime.Now, Horizon).ShouldBeNull();
}
