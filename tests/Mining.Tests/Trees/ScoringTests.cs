using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;
using CrmInsights.Mining.Trees.Internals.Scoring;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Scoring by byte codes against a plain walk over the nodes: the same bits, for every kind of node and value.</summary>
public sealed class ScoringTests
{
    static readonly float[] s_odd =
        [float.NaN, 0, -0f, 1e-36f, -1e-36f, 2e-35f, float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, -0.5f, -1, 7.9f, 300, 70_000];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(15, 1)]
    [InlineData(63, 1)]
    [InlineData(256, 1)]
    [InlineData(40, 3)]
    public void Blocks_and_single_rows_give_the_bits_of_a_plain_walk(int leaves, int outputs)
    {
        var random = new Random(leaves);
        Tree[] trees = [.. Enumerable.Range(0, 7 * outputs).Select(_ => RandomTree(random, leaves, 5))];
        var rows = RandomRows(random, 203, 5, trees);
        var plan = ScoringPlan.For(trees, outputs).ShouldNotBeNull();

        var (blocks, single, plain) = (new double[203 * outputs], new double[outputs], new double[outputs]);
        plan.Blocks.Add(rows, blocks);
        for (var row = 0; row < rows.RowCount; row++)
        {
            single.AsSpan().Clear();
            plan.Rows.Add(rows.Row(row), single);
            Walk(trees, rows.Row(row), plain);

            single.ShouldBe(plain);
            blocks.AsSpan(row * outputs, outputs).ToArray().ShouldBe(plain);
        }
    }

    [Fact]
    public void A_model_that_does_not_fit_bytes_is_walked_plainly()
    {
        var random = new Random(9);
        Tree[] trees = [.. Enumerable.Range(0, 3).Select(_ => RandomTree(random, 300, 2))];
        var rows = RandomRows(random, 100, 2, trees);
        ScoringPlan.For(trees, 1).ShouldBeNull();

        var model = new TreeEnsemble(trees, 1, new EnsembleHeader("regression", ["a", "b"], ["none", "none"]));
        var margins = new double[100];
        model.PredictMargins(rows, margins);

        var plain = new double[1];
        for (var row = 0; row < 100; row++)
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
    public void A_code_is_the_number_of_thresholds_below(int count)
    {
        var random = new Random(count);
        float[] thresholds = [.. Enumerable.Range(0, count * 2).Select(_ => (float)Math.Round(random.NextDouble() * 1000 - 500, 2)).Distinct().Order().Take(count)];
        var codes = new ThresholdCodes(thresholds);

        foreach (var value in thresholds.Concat(s_odd).Concat(thresholds.Select(MathF.BitIncrement)))
            codes.CodeOf(value).ShouldBe((byte)thresholds.Count(threshold => threshold < value), $"{value}");
    }

    static void Walk(Tree[] trees, ReadOnlySpan<float> row, double[] margins)
    {
        margins.AsSpan().Clear();
        for (var tree = 0; tree < trees.Length; tree++) margins[tree % margins.Length] += trees[tree].Predict(row);
    }

    // Splits a random leaf again and again; features 0 to 2 are numbers of every missing kind, the others categories.
    static Tree RandomTree(Random random, int leaves, int features)
    {
        var (feature, threshold, kind, left, right) = (new List<int>(), new List<double>(), new List<NodeKind>(), new List<int>(), new List<int>());
        var (starts, bits) = (new List<int> { 0 }, new List<uint>());
        var open = new List<(int Parent, bool IsLeft)> { (-1, false) };
        for (var node = 0; node < leaves - 1; node++)
        {
            var place = random.Next(open.Count);
            var (parent, isLeft) = open[place];
            if (parent >= 0) (isLeft ? left : right)[parent] = node;
            open[place] = (node, true);
            open.Add((node, false));
            feature.Add(random.Next(features));
            left.Add(0);
            right.Add(0);
            if (feature[node] < 3)
            {
                threshold.Add(random.Next(4) == 0 ? s_odd[1 + random.Next(9)] : Math.Round(random.NextDouble() * 8 - 4, 1));
                kind.Add(NodeKind.Numerical((MissingKind)(feature[node] == 2 ? random.Next(3) : feature[node] % 3), random.Next(2) == 0));
                continue;
            }
            threshold.Add(starts.Count - 1);
            kind.Add(NodeKind.Categorical(MissingKind.NaN));
            for (var word = 0; word < 1 + random.Next(3); word++) bits.Add((uint)random.Next() & (uint)random.Next());
            starts.Add(bits.Count);
        }
        for (var leaf = 0; leaf < open.Count; leaf++)
            if (open[leaf].Parent >= 0) (open[leaf].IsLeft ? left : right)[open[leaf].Parent] = ~leaf;
        return new Tree
        {
            SplitFeature = [.. feature],
            Threshold = [.. threshold],
            Kind = [.. kind],
            Left = [.. left],
            Right = [.. right],
            SplitGain = new double[leaves - 1],
            InternalValue = new double[leaves - 1],
            InternalWeight = new double[leaves - 1],
            InternalCount = new int[leaves - 1],
            LeafValue = [.. Enumerable.Range(0, leaves).Select(_ => random.NextDouble() - 0.5)],
            LeafWeight = new double[leaves],
            LeafCount = new int[leaves],
            CategoryStarts = [.. starts],
            CategoryBits = [.. bits],
        };
    }

    static FeatureMatrix RandomRows(Random random, int rows, int features, Tree[] trees)
    {
        var values = new float[rows * features];
        var thresholds = trees.SelectMany(tree => tree.Threshold).Append(0).ToArray();
        for (var at = 0; at < values.Length; at++)
            values[at] = random.Next(3) switch
            {
                0 => s_odd[random.Next(s_odd.Length)],
                1 => (float)thresholds[random.Next(thresholds.Length)],
                _ => at % features < 3 ? (float)(random.NextDouble() * 8 - 4) : random.Next(100),
            };
        return new FeatureMatrix(values, rows, features);
    }
}
