using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class PackedHistogramTests
{
    static readonly ThreadTeam s_alone = new(1);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 3)]
    [InlineData(7, 4)]
    [InlineData(1000, 5)]
    [InlineData(4097, 9)]
    public void Accumulate_agrees_with_the_naive_sum(int rowCount, int featureCount)
    {
        var (binned, words) = Random(rowCount + 2, featureCount);
        var rows = Enumerable.Range(0, rowCount).Where(row => row % 3 != 1).ToArray();
        var histogram = new long[featureCount * 256];

        PackedHistogram.Accumulate(binned, rows, words, new RowBlock(binned.Stride), histogram);

        histogram.ShouldBe(Naive(binned, rows, words));
    }

    [Theory]
    [InlineData(17)]
    [InlineData(30)]
    [InlineData(33)]
    public void Rows_far_apart_add_up_as_well(int featureCount)
    {
        var (binned, words) = Random(9000, featureCount);
        var rows = Enumerable.Range(0, 9000).Where(row => row % 11 == 3).ToArray();
        var histogram = new long[featureCount * 256];

        PackedHistogram.AccumulateBlocks(binned, rows, words, new RowBlock(binned.Stride), histogram);

        histogram.ShouldBe(Naive(binned, rows, words));
    }

    [Fact]
    public void A_parent_less_one_child_is_the_other_child()
    {
        var (binned, words) = Random(500, 6);
        var all = Of(binned, words, Enumerable.Range(0, 500));
        var left = Of(binned, words, Enumerable.Range(0, 500).Where(row => row % 4 == 0));
        var right = Of(binned, words, Enumerable.Range(0, 500).Where(row => row % 4 != 0));

        PackedHistogram.Subtract(all, left);

        all.ShouldBe(right);
    }

    [Fact]
    public void Packed_sums_give_back_signed_gradients_and_hessians()
    {
        var packed = new PackedGradients(4, seed: 1);
        packed.Pack(new[] { -1f, 0.5f, -0.25f, 1f }, new[] { 0.25f, 0.25f, 0.125f, 0.25f }, s_alone);

        var sum = packed.Words.Sum();

        // 20 bits: a unit is a millionth of the largest value, and each of the four rows is rounded by less than one unit.
        PackedGradients.GradientOf(sum, packed.GradientUnit).ShouldBe(0.25, 4.0 / (1 << 20));
        PackedGradients.HessianOf(sum, packed.HessianUnit).ShouldBe(0.875, 4 * 0.25 / (1 << 20));
    }

    static long[] Naive(BinnedRows binned, int[] rows, long[] words)
    {
        var naive = new long[binned.Features.Length * 256];
        foreach (var row in rows)
            for (var feature = 0; feature < binned.Features.Length; feature++) naive[feature * 256 + binned.ByFeature[feature][row]] += words[row];
        return naive;
    }

    static long[] Of(BinnedRows binned, long[] words, IEnumerable<int> rows)
    {
        var histogram = new long[binned.Features.Length * 256];
        PackedHistogram.Accumulate(binned, rows.ToArray(), words, new RowBlock(binned.Stride), histogram);
        return histogram;
    }

    static (BinnedRows, long[]) Random(int rowCount, int featureCount)
    {
        var random = new Random(5);
        var values = new float[rowCount * featureCount];
        for (var i = 0; i < values.Length; i++) values[i] = random.Next(10) == 0 ? float.NaN : random.Next(1000);
        var binned = BinnedRows.From(new FeatureMatrix(values, rowCount, featureCount), new GradientBoostingOptions(), s_alone);
        var words = new long[rowCount];
        for (var row = 0; row < rowCount; row++) words[row] = ((long)random.Next(-1000, 1000) << 32) + random.Next(1000);
        return (binned, words);
    }
}
