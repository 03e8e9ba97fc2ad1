using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;
using CrmInsights.Mining.Trees.Internals.Scoring;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Scoring by byte codes against a plain walk over the nodes: the same bits, for every kind of node and value.</summary>
public sealed class ScoringTests
{
    [Theory]
    [InlineData(1, 1, 203, false, 3)]
    [InlineData(2, 1, 1, false, 3)]
    [InlineData(15, 1, 255, false, 3)]
    [InlineData(63, 1, 256, false, 3)]
    [InlineData(64, 1, 257, false, 3)]
    [InlineData(64, 2, 203, true, 3)]
    [InlineData(65, 1, 203, false, 3)]
    [InlineData(256, 1, 600, false, 3)]
    [InlineData(256, 1, 203, true, 3)]
    [InlineData(40, 3, 203, false, 3)]
    [InlineData(64, 1, 203, false, 40)]
    [InlineData(50, 2, 203, true, 48)]
    [InlineData(64, 1, 203, false, 100)]
    [InlineData(257, 1, 127, false, 3)]
    [InlineData(300, 2, 128, false, 3)]
    [InlineData(512, 1, 129, true, 3)]
    [InlineData(1024, 1, 300, false, 1)]
    public void Blocks_and_single_rows_give_the_bits_of_a_plain_walk(int leaves, int outputs, int rowCount, bool isChain, int numbers)
    {
        var random = new Random(leaves);
        Tree[] trees = [.. Enumerable.Range(0, 7 * outputs).Select(_ => RandomTrees.Tree(random, leaves, numbers + 2, isChain, numbers))];
        var rows = RandomTrees.Rows(random, rowCount, numbers + 2, trees, numbers);
        var plan = ScoringPlan.For(trees, outputs).ShouldNotBeNull();
        plan.IsWide.ShouldBe(leaves > 256);

        var (blocks, single, plain) = (new double[rowCount * outputs], new double[outputs], new double[outputs]);
        plan.Blocks!.Add(rows, blocks);
        for (var row = 0; row < rows.RowCount; row++)
        {
            Walk(trees, rows.Row(row), plain);

            single.AsSpan().Clear();
            plan.Rows!.Add(rows.Row(row), single);
            single.ShouldBe(plain);

            single.AsSpan().Clear();
            plan.Add(rows.Row(row), single);
            single.ShouldBe(plain);
            blocks.AsSpan(row * outputs, outputs).ToArray().ShouldBe(plain);
        }
    }

    [Fact]
    public void A_feature_of_many_thresholds_takes_codes_of_two_bytes()
    {
        var random = new Random(9);
        Tree[] trees = [.. Enumerable.Range(0, 300).Select(at => RandomTrees.Stump(NodeKind.Numerical(MissingKind.NaN, at % 2 == 0), at * 0.25 - 30))];

        ScoringPlan.For(trees, 1).ShouldNotBeNull().IsWide.ShouldBeTrue();

        Agrees(trees, RandomTrees.Rows(random, 200, 1, trees));
    }

    [Fact]
    public void A_tree_of_thousands_of_leaves_is_walked_by_codes()
    {
        var random = new Random(10);
        Tree[] trees = [.. Enumerable.Range(0, 2).Select(_ => RandomTrees.Tree(random, 5_000, 4))];

        ScoringPlan.For(trees, 1).ShouldNotBeNull().Blocks.ShouldBeNull();

        Agrees(trees, RandomTrees.Rows(random, 100, 4, trees));
    }

    [Fact]
    public void A_model_whose_categories_do_not_fit_codes_is_walked_plainly()
    {
        Tree[] trees = [RandomTrees.Stump(NodeKind.Categorical(MissingKind.NaN), 70_000)];

        ScoringPlan.For(trees, 1).ShouldBeNull();

        Agrees(trees, new FeatureMatrix(RandomTrees.OddValues, RandomTrees.OddValues.Length, 1));
    }

    static void Agrees(Tree[] trees, FeatureMatrix rows)
    {
        var names = Enumerable.Range(0, rows.FeatureCount).Select(feature => $"f{feature}").ToArray();
        var model = new TreeEnsemble(trees, 1, new EnsembleHeader("regression", names, [.. names.Select(_ => "none")]));
        var (margins, plain) = (new double[rows.RowCount], new double[1]);

        model.PredictMargins(rows, margins);

        for (var row = 0; row < rows.RowCount; row++)
        {
            Walk(trees, rows.Row(row), plain);
            margins[row].ShouldBe(plain[0]);
            model.PredictMargin(rows.Row(row)).ShouldBe(plain[0]);
        }
    }

    [Fact]
    public void A_fitted_model_scores_many_rows_as_it_scores_one()
    {
        var data = TreeData.Binary(3_000, seed: 5);
        var model = TreeData.Fit(data, TreeData.Options(30, 31));
        var margins = new double[3_000];

        model.PredictMargins(data.Features, margins);

        for (var row = 0; row < 3_000; row++) margins[row].ShouldBe(model.PredictMargin(data.Features.Row(row)));
    }

    [Fact]
    public void One_row_needs_no_memory()
    {
        var data = TreeData.Binary(500, seed: 6);
        var model = TreeData.Fit(data);
        var row = data.Features.Row(0).ToArray();
        model.PredictMargin(row);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var time = 0; time < 1000; time++) model.PredictMargin(row);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(4_095)]
    [InlineData(4_096)]
    [InlineData(20_000)]
    public void A_code_is_the_number_of_thresholds_below(int count)
    {
        var random = new Random(count);
        float[] thresholds = [.. Enumerable.Range(0, count * 2).Select(_ => (float)Math.Round(random.NextDouble() * 1000 - 500, 2)).Distinct().Order().Take(count)];
        var codes = new ThresholdCodes(thresholds);

        for (var below = 0; below < thresholds.Length; below++)
        {
            codes.CodeOf(thresholds[below]).ShouldBe(below);
            codes.CodeOf(MathF.BitIncrement(thresholds[below])).ShouldBe(below + 1);
        }
        foreach (var value in RandomTrees.OddValues) codes.CodeOf(value).ShouldBe(thresholds.Count(threshold => threshold < value), $"{value}");
    }

    static void Walk(Tree[] trees, ReadOnlySpan<float> row, double[] margins)
    {
        margins.AsSpan().Clear();
        for (var tree = 0; tree < trees.Length; tree++) margins[tree % margins.Length] += trees[tree].Predict(row);
    }
}
