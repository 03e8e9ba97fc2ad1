using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class BinMapperTests
{
    [Fact]
    public void Few_values_get_a_bin_each_and_missing_ones_their_own()
    {
        var bins = BinMapper.Numerical(new[] { 3f, 1f, float.NaN, 2f, 2f, 1f }, maxBins: 255, minRowsPerBin: 0);

        bins.BinCount.ShouldBe(4);
        bins.BinOf(1).ShouldBe(0);
        bins.BinOf(2).ShouldBe(1);
        bins.BinOf(3).ShouldBe(2);
        bins.BinOf(float.NaN).ShouldBe(3);
    }

    [Fact]
    public void Values_between_two_training_values_fall_to_the_nearer_side()
    {
        var bins = BinMapper.Numerical(new[] { 1f, 2f }, 255, 0);

        bins.BinOf(1.4f).ShouldBe(0);
        bins.BinOf(1.6f).ShouldBe(1);
        bins.BinOf(float.MaxValue).ShouldBe(1);
        bins.BinOf(float.NegativeInfinity).ShouldBe(0);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(255)]
    public void Bins_of_many_values_keep_the_limit_the_order_and_nearly_equal_counts(int maxBins)
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 20_000).Select(_ => (float)random.NextDouble()).ToArray();

        var bins = BinMapper.Numerical([.. values], maxBins, 0);

        bins.BinCount.ShouldBeLessThanOrEqualTo(maxBins);
        bins.UpperBounds.ShouldBe(bins.UpperBounds.Order());
        var counts = values.GroupBy(bins.BinOf).Select(group => group.Count()).ToArray();
        counts.Max().ShouldBeLessThan(2 * values.Length / maxBins + 2);
    }

    [Fact]
    public void The_bin_of_a_float_is_the_first_whose_bound_is_not_below_it()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 5000).Select(_ => MathF.Exp((float)(random.NextDouble() * 40 - 20))).ToArray();
        var bins = BinMapper.Numerical([.. values], 255, 0);

        foreach (var value in values.Concat(bins.UpperBounds.Select(bound => (float)bound)))
            bins.BinOf(value).ShouldBe(Array.FindIndex(bins.UpperBounds, bound => value <= bound));
    }

    [Fact]
    public void A_frequent_value_gets_a_bin_of_its_own()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 10_000).Select(i => i % 2 == 0 ? 0f : (float)random.NextDouble() * 2 - 1).ToArray();

        var bins = BinMapper.Numerical([.. values], 16, 0);

        var bin = bins.BinOf(0);
        bins.BinOf(0.01f).ShouldNotBe(bin);
        bins.BinOf(-0.01f).ShouldNotBe(bin);
    }

    [Fact]
    public void Categories_keep_the_most_frequent_and_send_the_rest_to_the_unknown()
    {
        var bins = BinMapper.Categorical([7, 7, 7, 3, 3, 9, -1, float.NaN], maxBins: 3);

        bins.BinOf(3).ShouldBe(1);
        bins.BinOf(7).ShouldBe(2);
        bins.BinOf(9).ShouldBe(0);
        bins.BinOf(-1).ShouldBe(0);
        bins.BinOf(float.NaN).ShouldBe(0);
    }
}
