using CrmInsights.Mining.Associations.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Mining.Tests.Sequences;

public sealed class PathComparisonTests
{
    static readonly RunContext s_run = new();

    /// <summary>Agresti (1990), table of the lady tasting tea as in R's help page of fisher.test: 0.4857. Fisher's twins: R gives 0.0005367241.</summary>
    [Theory]
    [InlineData(8, 3, 4, 4, 0.4857142857)]
    [InlineData(30, 10, 13, 12, 0.0005367241)]
    public void The_two_sided_test_gives_published_values(int total, int joint, int left, int right, double expected) =>
        new FisherTest(total).TwoSided(joint, left, right).ShouldBe(expected, 1e-9);

    [Fact]
    public void The_two_sided_test_sums_every_table_that_is_no_likelier()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 300; trial++)
        {
            var total = random.Next(1, 60);
            var (left, right) = (random.Next(total + 1), random.Next(total + 1));
            var joint = random.Next(Math.Max(0, left + right - total), Math.Min(left, right) + 1);

            new FisherTest(total).TwoSided(joint, left, right).ShouldBe(Naive(total, joint, left, right), 1e-10);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Supports_are_those_of_each_group_alone(bool limited)
    {
        var data = NaivePatterns.Random(50, 4, seed: 8, timed: true);
        var marked = Enumerable.Range(0, 50).Select(sequence => sequence % 3 == 0).ToArray();
        var patterns = new SequencePatternOptions { MinSupport = 8, MaxGap = limited ? 3 : double.PositiveInfinity };
        var alone = NaivePatterns.Listed(PrefixSpan.Mine(
            data.Select([.. Enumerable.Range(0, 50).Where(sequence => marked[sequence])]), patterns with { MinSupport = 1 }, s_run));

        var differences = PathComparison.Compare(data, marked, new PathComparisonOptions { Patterns = patterns }, s_run);

        differences.Count.ShouldBe(PrefixSpan.Mine(data, patterns, s_run).Count);
        foreach (var difference in differences)
        {
            difference.MarkedSupport.ShouldBe(alone.GetValueOrDefault(string.Join(' ', difference.Pattern)));
            (difference.MarkedSupport + difference.OtherSupport).ShouldBeGreaterThanOrEqualTo(8);
            difference.AdjustedPValue.ShouldBeGreaterThanOrEqualTo(difference.PValue);
        }
        (differences[0].MarkedCount, differences[0].OtherCount).ShouldBe((17, 33));
    }

    /// <summary>Fisher's twins: odds ratio (10 x 15) / (3 x 2) = 25; Woolf's standard error is the root of the sum of the reciprocal counts.</summary>
    [Fact]
    public void The_odds_ratio_has_woolfs_interval()
    {
        var twins = Difference(10, 13, 2, 17);

        twins.OddsRatio.ShouldBe(25, 1e-9);
        var error = Math.Sqrt(1 / 10.0 + 1 / 3.0 + 1 / 2.0 + 1 / 15.0);
        twins.OddsRatioInterval.Low.ShouldBe(Math.Exp(Math.Log(25) - 1.959964 * error), 1e-4);
        Difference(4, 4, 0, 5).OddsRatio.ShouldBe(4.5 / 0.5 * 5.5 / 0.5, 1e-9);
    }

    [Fact]
    public void Exchanging_the_groups_turns_the_odds_round_and_keeps_the_p_values()
    {
        var data = NaivePatterns.Random(60, 4, seed: 12);
        var marked = Enumerable.Range(0, 60).Select(sequence => sequence % 4 == 0).ToArray();
        var options = new PathComparisonOptions { Patterns = new SequencePatternOptions { MinSupport = 6 } };

        var straight = PathComparison.Compare(data, marked, options, s_run);
        var turned = PathComparison.Compare(data, marked.Select(flag => !flag).ToArray(), options, s_run).ToDictionary(difference => string.Join(' ', difference.Pattern));

        straight.Count.ShouldBe(turned.Count);
        foreach (var difference in straight)
        {
            var other = turned[string.Join(' ', difference.Pattern)];
            other.OddsRatio.ShouldBe(1 / difference.OddsRatio, 1e-9 * other.OddsRatio);
            other.PValue.ShouldBe(difference.PValue, 1e-12);
            other.AdjustedPValue.ShouldBe(difference.AdjustedPValue, 1e-12);
        }
    }

    [Fact]
    public void A_path_that_only_one_group_takes_comes_first()
    {
        var builder = new SequenceDatabaseBuilder();
        var random = new Random(5);
        for (var sequence = 0; sequence < 300; sequence++)
        {
            int[] path = sequence < 100 && sequence % 4 != 0 ? [7, random.Next(3), 8] : [random.Next(3), random.Next(3), random.Next(3)];
            foreach (var item in path)
            {
                builder.AddItem(item);
                builder.EndElement();
            }
            builder.EndSequence();
        }
        var marked = Enumerable.Range(0, 300).Select(sequence => sequence < 100).ToArray();

        var differences = PathComparison.Compare(builder.Build(), marked, new PathComparisonOptions { MaxAdjustedPValue = 1e-6 }, s_run);

        differences.Take(3).Select(difference => string.Join(' ', difference.Pattern)).ShouldBe(["7 -1", "7 -1 8 -1", "8 -1"]);
        differences[0].MarkedShare.ShouldBe(0.75);
        differences[0].OddsRatio.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Two_groups_are_needed()
    {
        var data = NaivePatterns.Random(5, 3, seed: 1);

        Should.Throw<ArgumentException>(() => PathComparison.Compare(data, new bool[5], new PathComparisonOptions(), s_run)).Message.ShouldContain("Two groups");
        Should.Throw<ArgumentException>(() => PathComparison.Compare(data, new bool[4], new PathComparisonOptions(), s_run)).Message.ShouldContain("4 flags");
    }

    static double Naive(int total, int joint, int left, int right)
    {
        var counts = Enumerable.Range(0, Math.Min(left, right) + 1).Where(count => left + right - count <= total).ToArray();
        var seen = Probability(joint);
        return counts.Select(Probability).Where(probability => probability <= seen * (1 + 1e-7)).Sum();

        double Probability(int count) => Choose(left, count) * Choose(total - left, right - count) / Choose(total, right);
    }

    static double Choose(int n, int k) => Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * (n - k + i) / i);

    static PathDifference Difference(int marked, int markedCount, int other, int otherCount) => new()
    {
        Pattern = [1, -1],
        MarkedSupport = marked,
        MarkedCount = markedCount,
        OtherSupport = other,
        OtherCount = otherCount,
        PValue = 1,
        AdjustedPValue = 1,
    };
}
