using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

/// <summary>Trees of the same rows by scikit-learn: ScikitLearn/make.py.</summary>
public sealed class PeerTreeTests
{
    static readonly PeerFigures s_peer = PeerFigures.Of("Trees", "ScikitLearn");
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
