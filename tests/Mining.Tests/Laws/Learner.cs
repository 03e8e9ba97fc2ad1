using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Neural;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Laws;

/// <summary>A supervised learner with settings under which its laws can be seen, and the kind of labels it takes.</summary>
sealed record Learner(string Name, LabelKind Labels, Func<TrainingData, RunContext, Learned> Fit)
{
    public static IReadOnlyList<Learner> All { get; } =
    [
        .. Boosted(TreeObjective.Binary, LabelKind.Binary), .. Boosted(TreeObjective.Multiclass, LabelKind.Classes), .. Boosted(TreeObjective.Squared, LabelKind.Amounts),
        .. Boosted(TreeObjective.Poisson, LabelKind.Counts), .. Boosted(TreeObjective.Tweedie, LabelKind.Counts), .. Boosted(TreeObjective.Quantile, LabelKind.Amounts),
        .. Boosted(TreeObjective.LambdaRank, LabelKind.Grades),
        Tree(SplitCriterion.Gini, LabelKind.Classes), Tree(SplitCriterion.Entropy, LabelKind.Binary), Tree(SplitCriterion.SquaredError, LabelKind.Amounts),
        Logistic("logistic", new()), Logistic("logistic with elastic net", new() { L1 = 0.01, L2 = 0.02 }),
        Regression(LinearFamily.Gaussian, LabelKind.Amounts), Regression(LinearFamily.Poisson, LabelKind.Counts), Regression(LinearFamily.Gamma, LabelKind.Positive),
        Network(NeuralObjective.Binary, LabelKind.Binary), Network(NeuralObjective.Multiclass, LabelKind.Classes), Network(NeuralObjective.Squared, LabelKind.Amounts),
    ];

    public static Learner Of(string name) => All.Single(learner => learner.Name == name);

    public override string ToString() => Name;

    static IEnumerable<Learner> Boosted(TreeObjective objective, LabelKind labels)
    {
        var options = new GradientBoostingOptions { Objective = objective, TreeCount = 6, LeafCount = 6, MinRowsPerLeaf = 1, MinHessianPerLeaf = 1, Quantile = 0.6 };
        yield return new($"boosting, {objective}", labels, (data, run) => new Learned.Ensemble(GradientBoosting.Fit(data, options, run)));
    }

    // Shallow, as leaves of few rows have splits that save the same: there the first column wins.
    static Learner Tree(SplitCriterion criterion, LabelKind labels) => new($"tree, {criterion}", labels, (data, run) =>
        new Learned.Tree(DecisionTree.Fit(data, new DecisionTreeOptions { Criterion = criterion, MinRowsPerLeaf = 1, MinRowsPerSplit = 2, MaxDepth = 2, FoldCount = 0 }, run)));

    static Learner Logistic(string name, LogisticRegressionOptions options) =>
        new(name, LabelKind.Binary, (data, run) => new Learned.Linear(LogisticRegression.Fit(data, options, run)));

    static Learner Regression(LinearFamily family, LabelKind labels) => new($"regression, {family}", labels, (data, run) =>
        new Learned.Linear(GeneralizedRegression.Fit(data, new GeneralizedRegressionOptions { Family = family }, run)));

    static Learner Network(NeuralObjective objective, LabelKind labels) => new($"network, {objective}", labels, (data, run) =>
        new Learned.Network(MultilayerPerceptron.Fit(data, new MultilayerPerceptronOptions { Objective = objective, HiddenSizes = [6], Training = new() { MaxEpochs = 4, BatchSize = 64 } }, run)));
}
