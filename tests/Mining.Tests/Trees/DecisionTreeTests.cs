using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class DecisionTreeTests
{
    static readonly RunContext s_run = new();
    static readonly HashSet<int> s_categorical = [2];

    static DecisionTreeOptions Options(SplitCriterion criterion) => new()
    {
        Criterion = criterion,
        CategoricalFeatures = s_categorical,
        MinRowsPerLeaf = 3,
        MinRowsPerSplit = 6,
        FoldCount = 0,
    };

    /// <summary>Two numbers with missing values, a category of six with missing values, and a label that follows them.</summary>
    static TrainingData Data(int rowCount, int seed, SplitCriterion criterion, int classCount = 2)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[rowCount * 3], new float[rowCount]);
        for (var row = 0; row < rowCount; row++)
        {
            values[row * 3] = random.Next(12);
            values[row * 3 + 1] = random.Next(6);
            values[row * 3 + 2] = random.Next(6);
            var score = values[row * 3] / 4 + (values[row * 3 + 2] is 1 or 4 ? 1.5 : 0) + random.NextDouble() * 2;
            labels[row] = criterion == SplitCriterion.SquaredError ? (float)Math.Round(score, 2) : Math.Min(classCount - 1, (int)(score / 2));
            for (var feature = 0; feature < 3; feature++)
                if (random.NextDouble() < 0.1) values[row * 3 + feature] = float.NaN;
        }
        return new TrainingData { Features = new FeatureMatrix(values, rowCount, 3), Labels = labels };
    }

    [Theory]
    [InlineData(SplitCriterion.Gini, 2)]
    [InlineData(SplitCriterion.Gini, 3)]
    [InlineData(SplitCriterion.Entropy, 2)]
    [InlineData(SplitCriterion.SquaredError, 0)]
    public void The_first_split_saves_as_much_as_the_best_of_all_splits(SplitCriterion criterion, int classes)
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var data = Data(40, seed, criterion, classes);

            var tree = DecisionTree.Fit(data, Options(criterion) with { MaxDepth = 1 }, s_run);

            var all = Enumerable.Range(0, 40).ToArray();
            var best = AllSplits(data).Where(left => left.Count(isLeft => isLeft) is >= 3 and <= 37)
                .Max(left => Impurity(data, criterion, all) - Impurity(data, criterion, [.. all.Where(row => left[row])]) - Impurity(data, criterion, [.. all.Where(row => !left[row])]));
            var leaves = all.GroupBy(row => tree.LeafOf(data.Features.Row(row)));
            (Impurity(data, criterion, all) - leaves.Sum(leaf => Impurity(data, criterion, [.. leaf]))).ShouldBe(best, 1e-9);
        }
    }

    [Theory]
    [InlineData(SplitCriterion.Gini, PruningCost.Impurity)]
    [InlineData(SplitCriterion.Gini, PruningCost.Errors)]
    [InlineData(SplitCriterion.SquaredError, PruningCost.Impurity)]
    public void Pruning_finds_the_smallest_of_the_cheapest_subtrees_at_every_price(SplitCriterion criterion, PruningCost cost)
    {
        var data = Data(60, seed: 5, criterion);
        var options = Options(criterion) with { PruningCost = cost, MaxDepth = 3 };
        var full = DecisionTree.Fit(data, options, s_run);
        var subtrees = Subtrees(full.ToEnsemble().Trees[0], 0);
        var rows = Enumerable.Range(0, 60).ToArray();
        double CostOf(IReadOnlyList<int[]> leaves) => leaves.Sum(leaf => LeafCost(data, criterion, cost, leaf)) / 60;
        var priced = subtrees.Select(tops => Leaves(full, data, tops)).Select(leaves => (Cost: CostOf(leaves), leaves.Count)).ToArray();

        foreach (var alpha in full.PruningPath.Select(step => step.Alpha).Concat(full.PruningPath.Zip(full.PruningPath.Skip(1), (a, b) => (a.Alpha + b.Alpha) / 2)).Order())
        {
            var pruned = full.Prune(alpha);

            var lowest = priced.Min(tree => tree.Cost + alpha * tree.Count);
            pruned.LeafCount.ShouldBe(priced.Where(tree => tree.Cost + alpha * tree.Count < lowest + 1e-10).Min(tree => tree.Count));
            var leaves = rows.GroupBy(row => pruned.LeafOf(data.Features.Row(row))).Select(leaf => leaf.ToArray()).ToArray();
            (CostOf(leaves) + alpha * leaves.Length).ShouldBe(lowest, 1e-10);
        }
    }

    [Fact]
    public void The_pruning_path_is_nested_and_ends_at_the_root()
    {
        var data = Data(500, seed: 6, SplitCriterion.Gini);
        var full = DecisionTree.Fit(data, Options(SplitCriterion.Gini), s_run);

        full.PruningPath.Count.ShouldBeGreaterThan(5);
        full.PruningPath[^1].LeafCount.ShouldBe(1);
        foreach (var (step, next) in full.PruningPath.Zip(full.PruningPath.Skip(1)))
        {
            next.Alpha.ShouldBeGreaterThan(step.Alpha);
            next.LeafCount.ShouldBeLessThan(step.LeafCount);
            var (larger, smaller) = (full.Prune(step.Alpha), full.Prune(next.Alpha));
            larger.LeafCount.ShouldBe(step.LeafCount);
            Enumerable.Range(0, 500).Select(row => (larger.LeafOf(data.Features.Row(row)), smaller.LeafOf(data.Features.Row(row)))).Distinct().Count()
                .ShouldBe(step.LeafCount);                  // each leaf of the larger lies in one of the smaller
        }
    }

    [Fact]
    public void Cross_validated_costs_equal_those_of_trees_fitted_without_each_fold()
    {
        var data = Data(80, seed: 7, SplitCriterion.SquaredError);
        var options = Options(SplitCriterion.SquaredError) with { FoldCount = 80, StandardErrors = 0 };     // leave one out: folds are known
        var tree = DecisionTree.Fit(data, options, s_run);

        for (var i = 0; i < tree.PruningPath.Count; i++)
        {
            var price = i + 1 < tree.PruningPath.Count ? Math.Sqrt(tree.PruningPath[i].Alpha * tree.PruningPath[i + 1].Alpha) : 1e9;
            var losses = Enumerable.Range(0, 80).Select(held =>
            {
                var weights = Enumerable.Range(0, 80).Select(row => row == held ? 0f : 1f).ToArray();
                var other = DecisionTree.Fit(data with { Weights = weights }, options with { FoldCount = 0, Alpha = price }, s_run);
                return Math.Pow(data.Labels[held] - other.Predict(data.Features.Row(held)), 2);
            }).ToArray();
            tree.PruningPath[i].CrossValidatedCost!.Value.ShouldBe(losses.Average(), 1e-9);
        }
        var lowest = tree.PruningPath.MinBy(step => step.CrossValidatedCost)!;
        tree.LeafCount.ShouldBe(lowest.LeafCount);
    }

    [Fact]
    public void One_standard_error_takes_no_larger_a_tree_than_the_lowest_cost()
    {
        var data = Data(600, seed: 8, SplitCriterion.Gini);
        var options = Options(SplitCriterion.Gini) with { FoldCount = 10 };

        var (one, lowest) = (DecisionTree.Fit(data, options, s_run), DecisionTree.Fit(data, options with { StandardErrors = 0 }, s_run));

        one.LeafCount.ShouldBeLessThan(lowest.LeafCount);
        one.LeafCount.ShouldBeGreaterThan(1);
        var best = one.PruningPath.MinBy(step => step.CrossValidatedCost)!;
        one.PruningPath.Single(step => step.LeafCount == one.LeafCount).CrossValidatedCost!.Value.ShouldBeLessThanOrEqualTo(best.CrossValidatedCost!.Value + best.StandardError!.Value);
    }

    [Fact]
    public void Labels_that_no_feature_explains_give_a_tree_of_one_leaf()
    {
        var random = new Random(9);
        var data = Data(400, seed: 9, SplitCriterion.Gini) with { Labels = [.. Enumerable.Range(0, 400).Select(_ => (float)random.Next(2))] };

        DecisionTree.Fit(data, Options(SplitCriterion.Gini) with { FoldCount = 10 }, s_run).LeafCount.ShouldBe(1);
    }

    [Fact]
    public void A_rising_transform_of_a_feature_keeps_the_partition_of_the_rows()
    {
        var data = Data(400, seed: 10, SplitCriterion.SquaredError);
        var bent = new float[400 * 3];
        for (var i = 0; i < bent.Length; i++) bent[i] = i % 3 == 2 ? data.Features.Row(i / 3)[2] : MathF.Exp(data.Features.Row(i / 3)[i % 3]);
        var other = data with { Features = new FeatureMatrix(bent, 400, 3) };

        var (straight, curved) = (DecisionTree.Fit(data, Options(SplitCriterion.SquaredError), s_run), DecisionTree.Fit(other, Options(SplitCriterion.SquaredError), s_run));

        for (var row = 0; row < 400; row++) curved.LeafOf(other.Features.Row(row)).ShouldBe(straight.LeafOf(data.Features.Row(row)));
    }

    [Fact]
    public void A_weight_counts_like_so_many_equal_rows()
    {
        var data = Data(100, seed: 11, SplitCriterion.Gini);
        var twice = new TrainingData
        {
            Features = new FeatureMatrix([.. data.Features.Rows(0, 100), .. data.Features.Rows(0, 100)], 200, 3),
            Labels = [.. data.Labels, .. data.Labels],
        };
        var options = Options(SplitCriterion.Gini) with { MinRowsPerLeaf = 1, MinRowsPerSplit = 2, MaxDepth = 4 };

        var (weighted, repeated) = (DecisionTree.Fit(data with { Weights = [.. Enumerable.Repeat(2f, 100)] }, options, s_run), DecisionTree.Fit(twice, options, s_run));

        for (var row = 0; row < 100; row++) weighted.LeafOf(data.Features.Row(row)).ShouldBe(repeated.LeafOf(data.Features.Row(row)));
    }

    [Fact]
    public void Threads_do_not_change_the_tree()
    {
        var data = Data(5_000, seed: 12, SplitCriterion.Entropy);
        var options = Options(SplitCriterion.Entropy) with { FoldCount = 3 };

        Text(DecisionTree.Fit(data, options, s_run with { MaxThreads = 2 })).ShouldBe(Text(DecisionTree.Fit(data, options, s_run)));
    }

    [Fact]
    public void A_saved_tree_answers_the_same_and_is_the_same_text()
    {
        var data = Data(300, seed: 13, SplitCriterion.Gini, 3);
        var tree = DecisionTree.Fit(data, Options(SplitCriterion.Gini) with { FoldCount = 5 }, s_run);

        var loaded = Load(Text(tree));

        Text(loaded).ShouldBe(Text(tree));
        for (var row = 0; row < 300; row++) loaded.Predict(data.Features.Row(row)).ShouldBe(tree.Predict(data.Features.Row(row)));
        loaded.Rules().Select(rule => rule.Sentence).ShouldBe(tree.Rules().Select(rule => rule.Sentence));
    }

    [Theory]
    [InlineData("\"rightChildren\": [", "\"rightChildren\": [1,", "rightChildren")]
    [InlineData("\"version\": 1", "\"version\": 2", "version")]
    [InlineData("\"criterion\": \"Gini\"", "\"criterion\": \"7\"", "criterion")]
    [InlineData("\"totals\": [", "\"totals\": [-5,", "totals")]
    [InlineData("\"alpha\": ", "\"beta\": 1,\"alpha\": ", "beta")]
    public void A_damaged_file_is_refused_by_the_name_of_the_field(string found, string damaged, string field)
    {
        var text = Text(DecisionTree.Fit(Data(100, seed: 14, SplitCriterion.Gini), Options(SplitCriterion.Gini), s_run));
        text.ShouldContain(found);

        Should.Throw<InvalidDataException>(() => Load(text.Replace(found, damaged, StringComparison.Ordinal))).Message.ShouldContain(field);
    }

    [Fact]
    public void Rules_say_what_the_leaves_hold()
    {
        var data = Data(500, seed: 15, SplitCriterion.Gini);
        var tree = DecisionTree.Fit(data, Options(SplitCriterion.Gini) with { MaxDepth = 6 }, s_run);
        var rules = tree.Rules();

        rules.Count.ShouldBe(tree.LeafCount);
        rules.Sum(rule => rule.Coverage).ShouldBe(1, 1e-12);
        for (var row = 0; row < 500; row++)
        {
            var values = data.Features.Row(row).ToArray();
            var leaf = tree.LeafOf(values);
            for (var rule = 0; rule < rules.Count; rule++) rules[rule].Conditions.All(condition => Fits(condition, values)).ShouldBe(rule == leaf);
        }
        for (var leaf = 0; leaf < rules.Count; leaf++)
        {
            var labels = Enumerable.Range(0, 500).Where(row => tree.LeafOf(data.Features.Row(row)) == leaf).Select(row => data.Labels[row]).ToArray();
            rules[leaf].RowCount.ShouldBe(labels.Length);
            rules[leaf].Precision!.Value.ShouldBe(labels.Count(label => label == rules[leaf].Value) / (double)labels.Length, 1e-12);
            rules[leaf].Conditions.Select(condition => condition.Feature).ShouldBeUnique();
        }
    }

    [Fact]
    public void A_rule_is_one_sentence_in_the_users_words()
    {
        // four rows a cell: churn where the last order is old and the segment is not "key"
        float[] days = [10, 20, 100, 110], segments = [0, 1, 2];
        var cells = days.SelectMany(day => segments.Select(segment => (day, segment))).SelectMany(cell => Enumerable.Repeat(cell, 4)).ToArray();
        var data = new TrainingData
        {
            Features = new FeatureMatrix([.. cells.SelectMany(cell => new[] { cell.day, cell.segment })], cells.Length, 2),
            Labels = [.. cells.Select(cell => cell.day > 50 && cell.segment != 1 ? 1f : 0f)],
        };
        var names = new RuleNames
        {
            Feature = feature => feature == 0 ? "days since the last order" : "segment",
            Category = (_, code) => code == 1 ? "key" : "other",
            Class = label => label == 1 ? "lost" : "stays",
        };

        var tree = DecisionTree.Fit(data, new DecisionTreeOptions { CategoricalFeatures = new HashSet<int> { 1 }, FoldCount = 0 }, s_run);

        tree.Rules(names).Select(rule => rule.Sentence).ShouldBe([
            "If days since the last order is at most 60, then stays (100 % of 24 rows, 50 % of all).",
            "If days since the last order is above 60 and segment is key, then stays (100 % of 8 rows, 16.7 % of all).",
            "If days since the last order is above 60 and segment is not key, then lost (100 % of 16 rows, 33.3 % of all)."]);
    }

    [Theory]
    [InlineData(SplitCriterion.SquaredError, 0)]
    [InlineData(SplitCriterion.Gini, 2)]
    [InlineData(SplitCriterion.Gini, 3)]
    public void As_an_ensemble_it_has_the_same_answers(SplitCriterion criterion, int classes)
    {
        var data = Data(400, seed: 16, criterion, classes);
        var tree = DecisionTree.Fit(data, Options(criterion), s_run);
        var ensemble = TreeData.Parse(TreeData.Text(tree.ToEnsemble()));
        var (margins, shares) = (new double[ensemble.OutputCount], new double[tree.ClassCount]);
        float[][] rows = [.. Enumerable.Range(0, 400).Select(row => data.Features.Row(row).ToArray()), [-100, float.NaN, 60_000], [float.NaN, 1e9f, -3]];

        foreach (var row in rows)
        {
            ensemble.PredictMargins(row, margins);
            if (classes > 0) tree.Probabilities(row, shares);

            if (classes == 0) margins[0].ShouldBe(tree.Predict(row), 1e-12);
            else if (classes == 2) margins[0].ShouldBe(shares[1], 1e-12);
            else margins.ShouldBe(shares, 1e-12);
        }
    }

    [Fact]
    public void Wrong_rows_are_refused_by_number()
    {
        var data = Data(20, seed: 17, SplitCriterion.Gini);
        var labels = (float[])data.Labels.Clone();
        labels[7] = 0.5f;
        var values = data.Features.Rows(0, 20).ToArray();
        values[9 * 3 + 1] = float.PositiveInfinity;

        Should.Throw<ArgumentException>(() => DecisionTree.Fit(data with { Labels = labels }, Options(SplitCriterion.Gini), s_run)).Message.ShouldContain("row 7");
        Should.Throw<ArgumentException>(() => DecisionTree.Fit(data with { Features = new FeatureMatrix(values, 20, 3) }, Options(SplitCriterion.Gini), s_run)).Message.ShouldContain("row 9");
        Should.Throw<ArgumentException>(() => DecisionTree.Fit(data with { Weights = new float[20] }, Options(SplitCriterion.Gini), s_run)).Message.ShouldContain("weight");
    }

    [Fact]
    public void A_constant_feature_and_one_class_give_a_tree_of_one_leaf()
    {
        var data = new TrainingData { Features = new FeatureMatrix(new float[30], 30, 1), Labels = new float[30] };

        DecisionTree.Fit(data, new DecisionTreeOptions(), s_run).LeafCount.ShouldBe(1);
    }

    static bool Fits(RuleCondition condition, float[] row)
    {
        var value = row[condition.Feature];
        if (float.IsNaN(value)) return condition.AllowsMissing;
        return condition.Categories is null ? value > condition.Above && value <= condition.UpTo : condition.Categories.Contains((int)value);
    }

    /// <summary>Which rows go left, for every threshold with missing on either side and every set of categories.</summary>
    static IEnumerable<bool[]> AllSplits(TrainingData data)
    {
        for (var feature = 0; feature < 2; feature++)
        {
            var column = data.Features.Column(feature);
            foreach (var threshold in column.Where(value => !float.IsNaN(value)).Distinct())
                foreach (var missingLeft in new[] { false, true })
                    yield return [.. column.Select(value => float.IsNaN(value) ? missingLeft : value <= threshold)];
        }
        var codes = data.Features.Column(2);
        for (var subset = 0; subset < 1 << 7; subset++)
            yield return [.. codes.Select(code => (subset >> (float.IsNaN(code) ? 6 : (int)code) & 1) != 0)];
    }

    static double Impurity(TrainingData data, SplitCriterion criterion, int[] rows)
    {
        if (rows.Length == 0) return 0;
        var labels = Array.ConvertAll(rows, row => (double)data.Labels[row]);
        if (criterion == SplitCriterion.SquaredError) return labels.Sum(label => (label - labels.Average()) * (label - labels.Average()));
        var shares = labels.GroupBy(label => label).Select(group => group.Count() / (double)rows.Length).ToArray();
        return rows.Length * (criterion == SplitCriterion.Gini ? 1 - shares.Sum(share => share * share) : -shares.Sum(share => share * Math.Log(share)));
    }

    static double LeafCost(TrainingData data, SplitCriterion criterion, PruningCost cost, int[] rows) =>
        cost == PruningCost.Impurity ? Impurity(data, criterion, rows) : rows.Length - rows.GroupBy(row => data.Labels[row]).Max(group => group.Count());

    /// <summary>Every pruned tree, as the children (inner nodes or leaves of the full tree) that are its leaves.</summary>
    static List<int[]> Subtrees(Tree tree, int child)
    {
        List<int[]> all = [[child]];
        if (child >= 0)
            all.AddRange(Subtrees(tree, tree.Left[child]).SelectMany(_ => Subtrees(tree, tree.Right[child]), (left, right) => (int[])[.. left, .. right]));
        return all;
    }

    static List<int[]> Leaves(DecisionTreeModel full, TrainingData data, int[] tops)
    {
        var tree = full.ToEnsemble().Trees[0];
        var ends = tops.ToHashSet();
        return [.. Enumerable.Range(0, data.Features.RowCount).GroupBy(row =>
        {
            var child = 0;
            while (!ends.Contains(child)) child = tree.GoesLeft(child, data.Features.Row(row)[tree.SplitFeature[child]]) ? tree.Left[child] : tree.Right[child];
            return child;
        }).Select(leaf => leaf.ToArray())];
    }

    static string Text(DecisionTreeModel tree)
    {
        using var stream = new MemoryStream();
        tree.Save(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    static DecisionTreeModel Load(string text) => DecisionTreeModel.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)));
}
