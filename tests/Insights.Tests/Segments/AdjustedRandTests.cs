using CrmInsights.Insights.Segments.Internals;

namespace CrmInsights.Insights.Tests.Segments;

public sealed class AdjustedRandTests
{
    [Fact]
    public void Names_of_groups_do_not_matter() => AdjustedRand.Of([1, 1, 2, 2], [7, 7, 3, 3]).ShouldBe(1);

    // By hand: pairs together 1, in one grouping 3 and 4, of 10; expected 1.2, most 3.5; (1 - 1.2) / (3.5 - 1.2).
    [Fact]
    public void It_agrees_with_a_count_by_hand() => AdjustedRand.Of([0, 0, 0, 1, 2], [0, 0, 1, 1, 1]).ShouldBe((1 - 1.2) / (3.5 - 1.2), tolerance: 1e-12);

    [Fact]
    public void Independent_groupings_agree_by_chance_only()
    {
        var random = new Random(2);
        int[] one = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(4))];
        int[] other = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(3))];

        AdjustedRand.Of(one, other).ShouldBe(0, tolerance: 0.01);
    }
}
