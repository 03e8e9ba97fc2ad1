using CrmInsights.Insights.Churn;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

public sealed class ChurnWindowsTests
{
    [Theory]
    [InlineData(120, 30)]
    [InlineData(500, 90)]
    [InlineData(1460, 365)]
    [InlineData(3000, 45)]
    public void Every_window_ends_on_or_before_the_next_kind_begins(int historyDays, int horizonDays)
    {
        var now = TestTime.Now;

        var windows = ChurnWindows.Plan(now.AddDays(-historyDays), now, horizonDays)!;

        windows.Training.ShouldAllBe(cutoff => cutoff.AddDays(horizonDays) <= windows.Calibration);
        windows.Calibration.AddDays(horizonDays).ShouldBeLessThanOrEqualTo(windows.Test);
        windows.Test.AddDays(horizonDays).ShouldBeLessThanOrEqualTo(now);
    }

    [Fact]
    public void Training_has_several_cutoffs_and_history_before_the_first()
    {
        var first = TestTime.Now.AddDays(-720);

        var training = ChurnWindows.Plan(first, TestTime.Now, 60)!.Training;

        training.Count.ShouldBe(8);
        training.ShouldBeInOrder(SortDirection.Ascending);
        training[0].ShouldBeGreaterThanOrEqualTo(first.AddDays(30));
    }

    [Fact]
    public void There_are_none_in_too_short_a_history() => ChurnWindows.Plan(TestTime.Now.AddDays(-200), TestTime.Now, 60).ShouldBeNull();
}
