using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees.Internals.Cart;

namespace CrmInsights.Mining.Trees;

/// <summary>Learns a single tree that people can read: exact splits, cost-complexity pruning, alpha by cross-validation.</summary>
/// <remarks>
/// Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees. A missing number goes to the side where it saves most, a missing
/// category counts as a category of its own, as in current practice; the book's surrogate splits are not used. What training did not see goes to
/// the larger side. Categories are split exactly for two classes and for numbers (theorem 4.5; Fisher 1958) and up to
/// 10 categories; beyond, the best cut of their orders by the share of each class is taken. A split that saves nothing is not made.
/// </remarks>
public static class DecisionTree
{
    /// <summary>Grows, prunes and returns a tree.</summary>
    /// <param name="data">The rows; labels are classes or numbers as <see cref="DecisionTreeOptions.Criterion"/> says. Rows of weight 0 are left out.</param>
    /// <param name="options">How to grow and prune.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    /// <exception cref="ArgumentException">Names the first row or feature that is wrong.</exception>
    public static DecisionTreeModel Fit(TrainingData data, DecisionTreeOptions options, RunContext run)
    {
        options.Validate(data.Features.FeatureCount);
        var samples = new CartSamples(data, options);
        if (options.FoldCount > samples.Rows.Length)
            throw new ArgumentException($"{options.FoldCount} folds were asked for, but only {samples.Rows.Length} rows have a weight.");

        var nodes = new CartGrower(samples, options, run.Part(0, 2)).Grow(_ => true);
        var pruned = WeakestLink.Of(nodes, samples.Task);
        var steps = pruned.Steps;
        var alpha = options.Alpha;
        if (options.FoldCount > 0)
        {
            steps = new CartFolds(samples, options, run.Part(1, 2)).Judge(steps);
            alpha = CartFolds.Choose(steps, options.StandardErrors).Alpha;
        }
        return new DecisionTreeModel(samples.Task, pruned.At(alpha), samples.Features) { Alpha = alpha, PruningPath = steps };
    }
}
