using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Trees of the same rows by scikit-learn (ScikitLearn/make.py) and rpart (R/make.R).</summary>
public sealed class PeerTreeTests
{
    static readonly PeerFigures s_peer = PeerFigures.Of("Trees", "ScikitLearn"), s_r = PeerFigures.Of("Trees", "R");
    static readonly RunContext s_run = new();

    public static TheoryData<SplitCriterion, string, bool> Trees => new()
    {
        { SplitCriterion.Gini, "gini", false },
        { SplitCriterion.Gini, "gini", true },
        { SplitCriterion.Entropy, "entropy", false },
        { SplitCriterion.Entropy, "entropy", true },
        { SplitCriterion.SquaredError, "squared_error", false },
        { SplitCriterion.SquaredError, "squared_error", true },
    };

    [Theory]
    [MemberData(nameof(Trees))]
    public void The_pruning_path_is_that_of_scikit_learn(SplitCriterion criterion, string name, bool isWeighted)
    {
        var unit = criterion == SplitCriterion.Entropy ? Math.Log(2) : 1;           // it counts entropy in bits
        var key = isWeighted ? $"{name}Weighted" : name;

        var tree = DecisionTree.Fit(Data(name, isWeighted), Options(criterion), s_run);

        tree.PruningPath.Select(step => step.Alpha / unit).ShouldBe(s_peer[$"{key}Alphas"], 1e-9);
        tree.PruningPath.Select(step => step.Cost / unit).ShouldBe(s_peer[$"{key}Impurities"], 1e-9);
    }

    [Theory]
    [MemberData(nameof(Trees))]
    public void The_pruned_tree_answers_as_scikit_learns(SplitCriterion criterion, string name, bool isWeighted)
    {
        var unit = criterion == SplitCriterion.Entropy ? Math.Log(2) : 1;
        var key = isWeighted ? $"{name}Weighted" : name;
        var data = Data(name, isWeighted);

        var tree = DecisionTree.Fit(data, Options(criterion) with { Alpha = s_peer[$"{key}Pruned"][0] * unit }, s_run);

        tree.LeafCount.ShouldBe((int)s_peer[$"{key}Pruned"][1]);
        Enumerable.Range(0, 50).SelectMany(row => Answers(tree, data.Features.Row(row))).ShouldBe(s_peer[$"{key}Answers"], 1e-9);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_boosted_quantile_is_that_of_scikit_learn(bool isWeighted)
    {
        var options = new GradientBoostingOptions
        {
            Objective = TreeObjective.Quantile,
            Quantile = 0.7,
            TreeCount = 4,
            LeafCount = 6,
            LearningRate = 0.2,
            MinRowsPerLeaf = isWeighted ? 1 : 8,
            MinHessianPerLeaf = 8,                           // the sum of weights
        };
        var data = Data("squared_error", isWeighted);

        var model = GradientBoosting.Fit(data, options, s_run);

        Enumerable.Range(0, 80).Select(row => model.PredictMargin(data.Features.Row(row))).ShouldBe(s_peer[isWeighted ? "quantileWeighted" : "quantile"], 1e-6);
    }

    [Theory]
    [InlineData("kyphosis", SplitCriterion.Gini)]
    [InlineData("cars", SplitCriterion.SquaredError)]
    public void The_table_of_complexity_is_that_of_rpart(string name, SplitCriterion criterion)
    {
        // Both state cost and price in units of the root's cost. The default leaf and split sizes are rpart's.
        var data = new TrainingData { Features = s_r.Rows(name, 3), Labels = s_r.Floats($"{name}Labels") };

        var path = DecisionTree.Fit(data, new DecisionTreeOptions { Criterion = criterion, PruningCost = PruningCost.Errors, FoldCount = 0 }, s_run).PruningPath.Reverse().ToArray();

        var root = path[0].Cost;
        path.Select(step => step.LeafCount).ShouldBe(s_r.Integers($"{name}Leaves"));
        path.Select(step => step.Alpha / root).ShouldBe(s_r[$"{name}Complexity"], 1e-9);
        path.Select(step => step.Cost / root).ShouldBe(s_r[$"{name}Errors"], 1e-9);
    }

    [Fact]
    public void The_first_split_of_kyphosis_is_the_published_one()
    {
        // Therneau and Atkinson, "An Introduction to Recursive Partitioning Using the RPART Routines": Start >= 8.5, 62 rows of whom 6 have it, against 19 of whom 11; complexity 0.17647.
        var data = new TrainingData { Features = s_r.Rows("kyphosis", 3), Labels = s_r.Floats("kyphosisLabels") };

        var tree = DecisionTree.Fit(data, new DecisionTreeOptions { PruningCost = PruningCost.Errors, MaxDepth = 1, FoldCount = 0 }, s_run);

        tree.Rules().Select(rule => rule.RowCount).Order().ShouldBe([19, 62]);
        tree.LeafOf([0, 0, 8.4f]).ShouldNotBe(tree.LeafOf([0, 0, 8.6f]));
        (tree.PruningPath[^1].Alpha / tree.PruningPath[^1].Cost).ShouldBe(0.17647, 5e-6);
    }

    static DecisionTreeOptions Options(SplitCriterion criterion) => new() { Criterion = criterion, MinRowsPerLeaf = 6, MinRowsPerSplit = 2, MaxDepth = 6, FoldCount = 0 };

    static TrainingData Data(string name, bool isWeighted) =>
        new() { Features = s_peer.Rows("x", 4), Labels = s_peer.Floats($"{name}Labels"), Weights = isWeighted ? s_peer.Floats("weights") : null };

    static double[] Answers(DecisionTreeModel tree, ReadOnlySpan<float> row)
    {
        if (tree.ClassCount == 0) return [tree.Predict(row)];
        var shares = new double[tree.ClassCount];
        tree.Probabilities(row, shares);
        return shares;
    }
}
