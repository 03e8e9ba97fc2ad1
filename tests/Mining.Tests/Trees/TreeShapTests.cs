using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class TreeShapTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(15)]
    [InlineData(63)]
    public void Shares_equal_a_brute_force_over_all_subsets(int leaves)
    {
        var data = TreeData.Binary(2_000, seed: 21);
        var model = TreeData.Fit(data, TreeData.Options(5, leaves));     // 63 leaves on 7 features: features repeat on a path
        var shap = new TreeShap(model);
        var shares = new double[7];

        for (var row = 0; row < 20; row++)
        {
            shap.Explain(data.Features.Row(row), shares);

            var brute = BruteForce(model, data.Features.Row(row).ToArray());
            for (var feature = 0; feature < 7; feature++) shares[feature].ShouldBe(brute[feature], 1e-9);
        }
    }

    [Theory]
    [InlineData(1, 3, false)]
    [InlineData(2, 4, false)]
    [InlineData(30, 5, false)]
    [InlineData(30, 10, true)]
    [InlineData(200, 6, true)]
    [InlineData(300, 4, false)]     // more than 64 nodes on one categorical feature
    public void Odd_trees_and_values_equal_a_brute_force(int leaves, int features, bool isChain)
    {
        var random = new Random(leaves);
        Tree[] trees = [.. Enumerable.Range(0, 3).Select(_ => RandomTrees.Tree(random, leaves, features, isChain))];
        string[] names = [.. Enumerable.Range(0, features).Select(feature => $"f{feature}")];
        var model = new TreeEnsemble(trees, 1, new EnsembleHeader("regression", names, names));
        var rows = RandomTrees.Rows(random, 19, features, trees);
        var shares = new double[19 * features];

        new TreeShap(model).Explain(rows, shares);

        for (var row = 0; row < 19; row++)
        {
            var brute = BruteForce(model, rows.Row(row).ToArray());
            for (var feature = 0; feature < features; feature++) shares[row * features + feature].ShouldBe(brute[feature], 1e-9);
        }
    }

    [Fact]
    public void Categories_beyond_any_table_are_explained_too()
    {
        var tree = RandomTrees.Stump(NodeKind.Categorical(MissingKind.None), category: 1_000_003);
        var shap = new TreeShap(new TreeEnsemble([tree], 1, new EnsembleHeader("regression", ["a"], ["none"])));
        var shares = new double[3];

        shap.Explain(new FeatureMatrix([1_000_003, 1_000_002, 3], 3, 1), shares);

        // Leaves -1 and 1 with 30 and 10 training rows: the mean is -0.5.
        shares.ShouldBe([-0.5, 1.5, 1.5]);
    }

    [Fact]
    public void The_expected_margin_and_the_shares_add_up_to_the_margin()
    {
        var data = TreeData.Binary(5_000, seed: 22);
        var model = TreeData.Fit(data, TreeData.Options(50, 31));
        var shap = new TreeShap(model);
        var shares = new double[7];

        for (var row = 0; row < 200; row++)
        {
            shap.Explain(data.Features.Row(row), shares);

            (shap.ExpectedMargin + shares.Sum()).ShouldBe(model.PredictMargin(data.Features.Row(row)), 1e-9);
        }
    }

    [Fact]
    public void Many_rows_are_explained_as_one_is()
    {
        var data = TreeData.Binary(1_003, seed: 23);
        var shap = new TreeShap(TreeData.Fit(data, TreeData.Options(20, 40)));
        var (all, one) = (new double[1_003 * 7], new double[7]);

        shap.Explain(data.Features, all);

        for (var row = 0; row < 1_003; row++)
        {
            shap.Explain(data.Features.Row(row), one);
            all.AsSpan(row * 7, 7).ToArray().ShouldBe(one);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(16, 8)]
    [InlineData(17, 9)]
    [InlineData(40, 20)]
    public void Quadrature_integrates_every_power_that_a_path_needs(int features, int nodes)
    {
        var rule = ShapQuadrature.For(features);

        rule.Nodes.Length.ShouldBe(nodes);
        for (var power = 0; power < features; power++)
        {
            var integral = rule.Nodes.Zip(rule.Weights, (node, weight) => Math.Pow(node, power) * weight).Sum();
            integral.ShouldBe(1.0 / (power + 1), 1e-12);    // integral of t^p over [0, 1]
        }
    }

    /// <summary>Shapley values by their definition: every subset, weighted; unknown features follow the training rows.</summary>
    static double[] BruteForce(TreeEnsemble model, float[] row)
    {
        var count = row.Length;
        var values = Enumerable.Range(0, 1 << count).Select(subset => model.Trees.Sum(tree => Value(tree, 0, row, subset))).ToArray();
        var shares = new double[count];
        for (var feature = 0; feature < count; feature++)
        {
            for (var subset = 0; subset < 1 << count; subset++)
            {
                if ((subset >> feature & 1) != 0) continue;
                var size = System.Numerics.BitOperations.PopCount((uint)subset);
                var weight = Factorial(size) * Factorial(count - size - 1) / Factorial(count);
                shares[feature] += weight * (values[subset | 1 << feature] - values[subset]);
            }
        }
        return shares;
    }

    static double Value(Tree tree, int child, float[] row, int subset)
    {
        if (tree.NodeTotal == 0) return tree.LeafValue[0];
        if (child < 0) return tree.LeafValue[~child];
        var feature = tree.SplitFeature[child];
        if ((subset >> feature & 1) != 0)
            return Value(tree, tree.GoesLeft(child, row[feature]) ? tree.Left[child] : tree.Right[child], row, subset);
        var (left, right) = (Count(tree, tree.Left[child]), Count(tree, tree.Right[child]));
        if (left + right == 0) (left, right) = (1, 1);              // no training row came here: both sides alike
        return (left * Value(tree, tree.Left[child], row, subset) + right * Value(tree, tree.Right[child], row, subset)) / (left + right);
    }

    static double Count(Tree tree, int child) => child < 0 ? tree.LeafCount[~child] : tree.InternalCount[child];

    static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, factor) => product * factor);
}
