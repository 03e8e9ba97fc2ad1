using CrmInsights.Insights.Quality;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Quality;

public sealed class DataQualityTests
{
    [Fact]
    public void A_complete_and_consistent_customer_scores_100()
    {
        var report = DataQuality.Assess(Customer.Bought(4), TestTime.Now);

        report.Score.ShouldBe(100);
        report.Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Names_everything_that_is_missing_on_an_account()
    {
        var bare = Customer.Bought(2).WithRow(row => row with { Country = " ", IndustryCode = null, CurrencyId = null, Employees = null, Revenue = null });

        var report = DataQuality.Assess(bare, TestTime.Now);

        report.Findings.ShouldBe(["No country in the address", "No industry", "No number of employees", "No annual revenue"]);
        report.Score.ShouldBe(70);
    }

    [Fact]
    public void Asks_no_industry_of_a_contact()
    {
        var contact = Customer.Bought(2).WithRow(row => row with { Table = "contact", IndustryCode = null, Employees = null, Revenue = null });

        DataQuality.Assess(contact, TestTime.Now).Score.ShouldBe(100);
    }

    [Fact]
    public void Finds_each_contradiction_between_orders()
    {
        var now = TestTime.Now;
        var odd = Customer.Bought(3).And(now.AddDays(1)).And(now.AddDays(-2), amount: -5).And(now.AddDays(-3), amount: 0).And(now.AddDays(-9), amount: 7).And(now.AddDays(-9), amount: 7);

        DataQuality.Assess(odd, now).Findings.ShouldBe(
            ["1 of 8 orders dated in the future", "1 of 8 orders with a negative total", "1 of 8 orders with a total of 0", "1 of 8 orders with the time and total of another order"],
            ignoreOrder: true);
    }

    [Fact]
    public void Orders_without_lines_cost_the_more_the_more_there_are()
    {
        DataQuality.Assess(Customer.Bought(4).WithoutLines(), TestTime.Now).Score.ShouldBe(80);
        DataQuality.Assess(Customer.Bought(4).WithoutLines().And(TestTime.Now), TestTime.Now).Score.ShouldBe(80);
    }

    [Fact]
    public void Never_falls_below_zero()
    {
        var worst = Customer.WithoutOrders().WithRow(row => row with { Country = null, IndustryCode = null, CurrencyId = null, Employees = null, Revenue = null });
        for (var index = 0; index < 6; index++) worst.And(TestTime.Now.AddDays(3), amount: -1);

        DataQuality.Assess(worst, TestTime.Now).Score.ShouldBeInRange(0, 20);
    }
}
