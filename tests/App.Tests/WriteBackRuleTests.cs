using CrmInsights.App.Jobs.Scoring;

namespace CrmInsights.App.Tests;

public sealed class WriteBackRuleTests
{
    const int Watch = 712340001;
    const int AtRisk = 712340002;
    const int Lapsed = 712340004;

    static readonly WrittenFacts s_last = new() { Percent = 41.4, Band = Watch, Reasons = "r", Values = "v" };

    static bool IsWorth(WrittenFacts now, double days = 1, bool byEvent = false) =>
        WriteBackRule.IsWorthWriting(s_last, now, TimeSpan.FromDays(days), byEvent);

    [Fact]
    public void The_first_values_are_written() => WriteBackRule.IsWorthWriting(null, s_last, TimeSpan.Zero, byEvent: false).ShouldBeTrue();

    /// <summary>The rule of DESIGN 4.1 as a table: percent, band, reasons, values, days since the last write, by an event; written?</summary>
    [Theory]
    [InlineData(41.4, Watch, "r", "v", 1, false, false)]
    [InlineData(41.4, Watch, "r", "v", 400, false, false)]
    [InlineData(41.4, Watch, "r", "v", 400, true, false)]
    [InlineData(41.6, Watch, "r", "w", 1, false, false)]
    [InlineData(41.6, Watch, "r", "w", 6.99, true, false)]
    [InlineData(41.6, Watch, "r", "w", 7, false, true)]
    [InlineData(42.3, Watch, "r", "w", 1, false, false)]
    [InlineData(42.5, Watch, "r", "w", 1, false, true)]
    [InlineData(40.3, Watch, "r", "w", 1, false, true)]
    [InlineData(41.5, AtRisk, "r", "w", 0, false, true)]
    [InlineData(41.4, Watch, "s", "w", 1, false, false)]
    [InlineData(41.4, Watch, "s", "w", 0, true, true)]
    public void Values_are_written_when_they_are_worth_it(
        double percent, int band, string reasons, string values, double days, bool byEvent, bool written) =>
        IsWorth(new WrittenFacts { Percent = percent, Band = band, Reasons = reasons, Values = values }, days, byEvent).ShouldBe(written);

    [Fact]
    public void A_score_that_goes_is_a_change() => IsWorth(new WrittenFacts { Band = Lapsed, Values = "w" }).ShouldBeTrue();

    [Fact]
    public void An_abstention_takes_the_band_away_at_once() => IsWorth(new WrittenFacts { Values = "w" }).ShouldBeTrue();
}
