using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class PurchaseSummaryBuilderTests
{
    [Fact]
    public void Merges_the_purchases_of_one_day()
    {
        var builder = new PurchaseSummaryBuilder<int>(new PurchaseSummaryOptions { CalibrationEnd = Day(31) });
        builder.Add(7, Day(11), 5m);
        builder.Add(7, Day(1), 100m);
        builder.Add(7, Day(11), 7m);
        builder.Add(7, Day(21), 4m);

        builder.Build().ShouldBe([new CustomerHistory<int>(7, new PurchaseSummary(2, 20, 30, 8), 0)]);
    }

    [Fact]
    public void Counts_in_weeks_without_rounding()
    {
        var builder = new PurchaseSummaryBuilder<string>(new PurchaseSummaryOptions { Unit = PurchaseTimeUnit.Week });
        builder.Add("a", Day(1), 1m);
        builder.Add("a", Day(4), 1m);
        builder.Add("b", Day(6), 1m);

        builder.Build()[0].Summary.ShouldBe(new PurchaseSummary(1, 3 / 7.0, 5 / 7.0, 1));
    }

    [Fact]
    public void Keeps_the_time_after_the_calibration_apart()
    {
        var builder = new PurchaseSummaryBuilder<string>(new PurchaseSummaryOptions { CalibrationEnd = Day(10) });
        builder.Add("late", Day(11), 1m);
        builder.Add("a", Day(1), 1m);
        builder.Add("a", Day(12), 50m);
        builder.Add("a", Day(12), 50m);
        builder.Add("a", Day(13), 50m);

        builder.Build().ShouldBe([new CustomerHistory<string>("a", new PurchaseSummary(0, 0, 9, 0), 2)]);
    }

    static DateOnly Day(int day) => new(2024, 1, day);
}
