using CrmInsights.Insights.Plays;

namespace CrmInsights.Insights.Tests.Plays;

/// <summary>Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: the eight examples whose ends he prints.</summary>
public sealed class ShareDifferenceTests
{
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(0, 10, 0, 20, -0.1611, 0.2775)]
    [InlineData(0, 10, 0, 10, -0.2775, 0.2775)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    [InlineData(10, 10, 0, 10, 0.6075, 1.0000)]
    public void Ends_are_those_that_Newcombe_prints(int hits1, int count1, int hits2, int count2, double low, double high)
    {
        var difference = ShareDifference.Of(new Share(hits1, count1), new Share(hits2, count2));

        Math.Round(difference.Low, 4).ShouldBe(low);
        Math.Round(difference.High, 4).ShouldBe(high);
    }

    [Fact]
    public void Turned_round_it_changes_its_sign()
    {
        var (one, other) = (new Share(7, 34), new Share(1, 34));

        var (difference, turned) = (ShareDifference.Of(one, other), ShareDifference.Of(other, one));

        (turned.Value, turned.Low, turned.High).ShouldBe((-difference.Value, -difference.High, -difference.Low));
    }

    [Fact]
    public void A_group_of_nobody_is_refused() => Should.Throw<ArgumentOutOfRangeException>(() => ShareDifference.Of(new Share(0, 0), new Share(1, 2)));
}
