using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class GradientBoostingTests
{
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var data = TreeData.Binary(20_000, seed: 1);

        var one = GradientBoosting.Fit(data, TreeData.Options(), new RunContext(MaxThreads: 1));
        var four = GradientBoosting.Fit(data, TreeData.Options(), new RunContext(MaxThreads: 4));

        TreeData.Text(four).ShouldBe(TreeData.Text(one));
    }

    [Fact]
    public void One_tree_finds_the_split_that_an_exhaustive_search_finds()
    {
        var random = new Random(8);
        var x = Enumerable.Range(0, 400).Select(_ => (float)Math.Round(random.NextDouble() * 50)).ToArray();
        var y = x.Select(value => value > 30 ? 5f + (float)random.NextDouble() : (float)random.NextDouble()).ToArray();
        var data = new TrainingData { Features = new FeatureMatrix(x, 400, 1), Labels = y };

        var model = GradientBoosting.Fit(
            data, new GradientBoostingOptions { Objective = TreeObjective.Squared, TreeCount = 1, LeafCount = 2, LearningRate = 1 }, TreeData.Run);

        // The best split of squared error puts the mean of each side into its leaf.
        var best = x.Distinct().Order().SkipLast(1).MinBy(cut => Spread(x, y, value => value <= cut) + Spread(x, y, value => value > cut));
        var left = y.Where((_, row) => x[row] <= best).Average();
        var right = y.Where((_, row) => x[row] > best).Average();
        model.PredictMargin([best]).ShouldBe(left, 1e-5);
        model.PredictMargin([best + 1]).ShouldBe(right, 1e-5);
    }

    static double Spread(float[] x, float[] y, Func<float, bool> side)
    {
        var inside = y.Where((_, row) => side(x[row])).Select(value => (double)value).ToArray();
        return inside.Length == 0 ? 0 : inside.Sum(value => (value - inside.Average()) * (value - inside.Average()));
    }

    [Fact]
    public void More_trees_fit_the_training_data_better()
    {
        var data = TreeData.Binary(3_000, seed: 2);

        var losses = new[] { 1, 5, 20, 60 }.Select(trees => Loss(data, TreeData.Fit(data, TreeData.Options(trees)))).ToArray();

        losses.ShouldBe(losses.OrderDescending());
    }

    [Fact]
    public void The_order_of_features_does_not_matter()
    {
        var data = TreeData.Binary(4_000, seed: 3);
        var turned = data with { Features = data.Features.Select(0, 1, 2, 3, 4, 5, 6) };

        TreeData.Text(TreeData.Fit(turned)).ShouldBe(TreeData.Text(TreeData.Fit(data)));
    }

    [Fact]
    public void Unseen_rows_are_ranked_nearly_as_well_as_by_the_true_probabilities()
    {
        var model = TreeData.Fit(TreeData.Binary(20_000, seed: 4), TreeData.Options(100));
        var test = TreeData.Binary(5_000, seed: 5);

        var margins = Enumerable.Range(0, 5_000).Select(row => model.PredictMargin(test.Features.Row(row))).ToArray();

        // Far above the .5 of chance; the bound is a choice, with room for hidden features and noisy labels.
        Auc(margins, test.Labels).ShouldBeGreaterThan(0.88);
    }

    [Fact]
    public void Missing_values_go_to_the_side_where_they_belong()
    {
        var random = new Random(6);
        var x = new float[2_000];
        var y = new float[2_000];
        for (var row = 0; row < x.Length; row++)
        {
            x[row] = row % 4 == 0 ? float.NaN : random.Next(100) / 100f;
            y[row] = row % 4 == 0 || x[row] > 0.7f ? 1 : 0;
        }
        var model = GradientBoosting.Fit(
            new TrainingData { Features = new FeatureMatrix(x, x.Length, 1), Labels = y },
            new GradientBoostingOptions { Objective = TreeObjective.Squared, TreeCount = 1, LeafCount = 2, LearningRate = 1 }, TreeData.Run);

        model.PredictMargin([float.NaN]).ShouldBe(1, 1e-6);
        model.PredictMargin([0.9f]).ShouldBe(1, 1e-6);
        model.PredictMargin([0.1f]).ShouldBe(0, 1e-6);
    }

    [Fact]
    public void A_set_of_categories_is_split_off_in_one_step()
    {
        var random = new Random(7);
        var x = Enumerable.Range(0, 6_000).Select(_ => (float)random.Next(40)).ToArray();
        var y = x.Select(category => category % 3 == 0 ? 1f : 0f).ToArray();
        var options = new GradientBoostingOptions
        {
            Objective = TreeObjective.Squared,
            TreeCount = 1,
            LeafCount = 2,
            LearningRate = 1,
            CategoryL2 = 0,
            CategoricalFeatures = new HashSet<int> { 0 },
        };

        var model = GradientBoosting.Fit(new TrainingData { Features = new FeatureMatrix(x, x.Length, 1), Labels = y }, options, TreeData.Run);

        for (var category = 0; category < 40; category++) model.PredictMargin([category]).ShouldBe(category % 3 == 0 ? 1 : 0, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_monotone_feature_never_turns(int direction)
    {
        var data = TreeData.Binary(5_000, seed: 9);
        var options = TreeData.Options(30) with { MonotoneConstraints = [direction, 0, 0, 0, 0, 0, 0] };
        var model = TreeData.Fit(data, options);

        for (var row = 0; row < 50; row++)
        {
            var x = data.Features.Row(row).ToArray();
            var margins = Enumerable.Range(-10, 21).Select(value => { x[0] = value; return model.PredictMargin(x); }).ToArray();
            for (var i = 1; i < margins.Length; i++) (direction * (margins[i] - margins[i - 1])).ShouldBeGreaterThanOrEqualTo(-1e-12);
        }
    }

    [Fact]
    public void Early_stopping_keeps_the_rounds_of_the_best_validation_loss()
    {
        var data = TreeData.Binary(600, seed: 10) with { Validation = TreeData.Binary(2_000, seed: 11) };

        var model = TreeData.Fit(data, TreeData.Options(300) with { EarlyStoppingRounds = 10 });

        model.TreeCount.ShouldBeLessThan(300);
        var more = TreeData.Fit(data with { Validation = null }, TreeData.Options(model.TreeCount + 10));
        Loss(data.Validation!, model).ShouldBeLessThanOrEqualTo(Loss(data.Validation!, more));
    }

    [Fact]
    public void A_row_of_weight_two_counts_as_two_rows()
    {
        var random = new Random(12);
        var x = Enumerable.Range(0, 300).Select(_ => (float)random.Next(20)).ToArray();
        var y = x.Select(value => value > 12 ? 4f : 1f).ToArray();
        var weights = x.Select((_, row) => row % 2 == 0 ? 2f : 1f).ToArray();
        var doubled = Enumerable.Range(0, 300).SelectMany(row => Enumerable.Repeat(row, (int)weights[row])).ToArray();
        var options = new GradientBoostingOptions { Objective = TreeObjective.Squared, TreeCount = 5, LeafCount = 2, MinRowsPerLeaf = 1 };

        var weighted = GradientBoosting.Fit(
            new TrainingData { Features = new FeatureMatrix(x, 300, 1), Labels = y, Weights = weights }, options, TreeData.Run);
        var repeated = GradientBoosting.Fit(
            new TrainingData { Features = new FeatureMatrix([.. doubled.Select(row => x[row])], doubled.Length, 1), Labels = [.. doubled.Select(row => y[row])] },
            options, TreeData.Run);

        for (var value = 0; value < 20; value++) weighted.PredictMargin([value]).ShouldBe(repeated.PredictMargin([value]), 1e-4);
    }

    [Fact]
    public void Several_classes_are_told_apart()
    {
        var random = new Random(13);
        var x = Enumerable.Range(0, 3_000).Select(_ => (float)random.NextDouble() * 3).ToArray();
        var y = x.Select(value => MathF.Floor(value)).ToArray();
        var options = new GradientBoostingOptions { Objective = TreeObjective.Multiclass, TreeCount = 20, LeafCount = 4 };
        var model = GradientBoosting.Fit(new TrainingData { Features = new FeatureMatrix(x, x.Length, 1), Labels = y }, options, TreeData.Run);
        var margins = new double[3];

        foreach (var value in new[] { 0.5f, 1.5f, 2.5f })
        {
            model.PredictMargins([value], margins);
            Array.IndexOf(margins, margins.Max()).ShouldBe((int)value);
        }
    }

    [Fact]
    public void Classes_under_other_numbers_get_the_same_trees()
    {
        var random = new Random(18);
        var x = Enumerable.Range(0, 1_200).Select(_ => (float)random.Next(30)).ToArray();
        float[] y = [.. Enumerable.Range(0, 600).Select(row => MathF.Min(2, MathF.Floor((x[2 * row] + random.Next(20)) / 15)))];
        var options = new GradientBoostingOptions { Objective = TreeObjective.Multiclass, TreeCount = 5, LeafCount = 4 };
        var data = new TrainingData { Features = new FeatureMatrix(x, 600, 2), Labels = y };
        int[] numbers = [2, 0, 1];

        var (one, other) = (TreeData.Fit(data, options), TreeData.Fit(data with { Labels = Array.ConvertAll(data.Labels, label => (float)numbers[(int)label]) }, options));

        var (margins, renumbered) = (new double[3], new double[3]);
        for (var row = 0; row < 50; row++)
        {
            one.PredictMargins(data.Features.Row(row), margins);
            other.PredictMargins(data.Features.Row(row), renumbered);
            for (var label = 0; label < 3; label++) renumbered[numbers[label]].ShouldBe(margins[label]);
        }
    }

    [Theory]
    [InlineData(TreeObjective.Poisson)]
    [InlineData(TreeObjective.Tweedie)]
    public void A_log_link_recovers_the_mean_of_each_group(TreeObjective objective)
    {
        var random = new Random(14);
        var x = Enumerable.Range(0, 4_000).Select(row => (float)(row % 4)).ToArray();
        var y = x.Select(group => (float)Math.Round(-Math.Log(1 - random.NextDouble()) * (group + 1) * 3)).ToArray();
        var options = new GradientBoostingOptions { Objective = objective, TreeCount = 200, LeafCount = 4 };
        var model = GradientBoosting.Fit(new TrainingData { Features = new FeatureMatrix(x, x.Length, 1), Labels = y }, options, TreeData.Run);

        for (var group = 0; group < 4; group++)
        {
            var mean = y.Where((_, row) => x[row] == group).Average();
            Math.Exp(model.PredictMargin([group])).ShouldBe(mean, mean * 0.01);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void A_quantile_model_leaves_that_share_of_the_rows_below(double quantile)
    {
        var random = new Random(15);
        var x = Enumerable.Range(0, 5_000).Select(_ => (float)random.NextDouble() * 10).ToArray();
        var y = x.Select(value => value + (float)(random.NextDouble() * value)).ToArray();
        var options = new GradientBoostingOptions { Objective = TreeObjective.Quantile, Quantile = quantile, TreeCount = 100, LeafCount = 8 };
        var model = GradientBoosting.Fit(new TrainingData { Features = new FeatureMatrix(x, x.Length, 1), Labels = y }, options, TreeData.Run);

        var below = x.Select((value, row) => y[row] <= model.PredictMargin([value]) ? 1.0 : 0).Average();

        below.ShouldBe(quantile, 0.02);                     // 5,000 rows: twice the standard error of a share is .014
    }

    [Fact]
    public void LambdaRank_puts_the_better_grade_first()
    {
        var random = new Random(16);
        var x = Enumerable.Range(0, 2_000).Select(_ => (float)random.NextDouble()).ToArray();
        var y = x.Select(value => MathF.Floor(value * 4)).ToArray();
        var data = new TrainingData { Features = new FeatureMatrix(x, 2_000, 1), Labels = y, Groups = [.. Enumerable.Repeat(20, 100)] };
        var model = GradientBoosting.Fit(data, new GradientBoostingOptions { Objective = TreeObjective.LambdaRank, TreeCount = 30, LeafCount = 4 }, TreeData.Run);

        model.PredictMargin([0.95f]).ShouldBeGreaterThan(model.PredictMargin([0.6f]));
        model.PredictMargin([0.6f]).ShouldBeGreaterThan(model.PredictMargin([0.3f]));
        model.PredictMargin([0.3f]).ShouldBeGreaterThan(model.PredictMargin([0.05f]));
    }

    [Fact]
    public void A_constant_feature_gives_the_mean()
    {
        var data = new TrainingData { Features = new FeatureMatrix([1, 1, 1, 1], 4, 1), Labels = [2, 4, 6, 8] };

        var model = GradientBoosting.Fit(data, new GradientBoostingOptions { Objective = TreeObjective.Squared }, TreeData.Run);

        model.PredictMargin([1]).ShouldBe(5);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_label_that_is_no_number_is_named_by_its_row(float label)
    {
        var data = new TrainingData { Features = new FeatureMatrix([1, 2, 3], 3, 1), Labels = [0, label, 1] };

        var error = Should.Throw<ArgumentException>(
            () => GradientBoosting.Fit(data, new GradientBoostingOptions { Objective = TreeObjective.Squared }, TreeData.Run));

        error.Message.ShouldContain("row 1");
    }

    [Fact]
    public void Empty_data_and_one_class_are_refused_in_words()
    {
        Should.Throw<ArgumentException>(() => TreeData.Fit(new TrainingData { Features = new FeatureMatrix([], 0, 7), Labels = [] }))
            .Message.ShouldContain("no row");
        Should.Throw<ArgumentException>(() => GradientBoosting.Fit(
            new TrainingData { Features = new FeatureMatrix([1, 2], 2, 1), Labels = [1, 1] }, new GradientBoostingOptions(), TreeData.Run))
            .Message.ShouldContain("Both classes");
    }

    [Fact]
    public void Cancellation_stops_between_two_trees()
    {
        using var source = new CancellationTokenSource();
        var trees = 0;
        var progress = new Stop(() => { if (++trees == 3) source.Cancel(); });

        Should.Throw<OperationCanceledException>(
            () => GradientBoosting.Fit(TreeData.Binary(500, 1), TreeData.Options(), new RunContext(source.Token, progress)));
        trees.ShouldBe(3);
    }

    sealed class Stop(Action action) : IProgress<double>
    {
        public void Report(double value) => action();
    }

    static double Loss(TrainingData data, TreeEnsemble model) => Enumerable.Range(0, data.Labels.Length).Average(row =>
    {
        var margin = model.PredictMargin(data.Features.Row(row));
        return Math.Log(1 + Math.Exp(data.Labels[row] > 0.5 ? -margin : margin));
    });

    /// <summary>Share of pairs in the right order, counted pair by pair.</summary>
    static double Auc(double[] scores, float[] labels)
    {
        var positives = scores.Where((_, row) => labels[row] > 0.5).ToArray();
        var negatives = scores.Where((_, row) => labels[row] < 0.5).ToArray();
        return positives.Average(high => negatives.Average(low => high > low ? 1.0 : high == low ? 0.5 : 0));
    }
}
