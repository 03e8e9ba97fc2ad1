using System.Numerics;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Trees.Internals;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class ShapleyTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void Interactions_equal_a_brute_force_over_all_subsets(int leaves)
    {
        var data = TreeData.Binary(2_000, seed: 31);
        var model = TreeData.Fit(data, TreeData.Options(4, leaves));
        var interactions = new TreeShapInteractions(model);
        var values = new double[49];

        for (var row = 0; row < 10; row++)
        {
            var x = data.Features.Row(row).ToArray();
            interactions.Explain(x, values);

            var games = Games(subset => model.Trees.Sum(tree => PathValue(tree, 0, x, subset)));
            for (var i = 0; i < 7; i++)
                for (var j = 0; j < 7; j++)
                    if (i != j) values[i * 7 + j].ShouldBe(Interaction(games, i, j) / 2, 1e-9);
        }
    }

    [Fact]
    public void Each_line_of_interactions_adds_up_to_the_feature_share_and_the_square_is_symmetric()
    {
        var data = TreeData.Binary(3_000, seed: 32);
        var model = TreeData.Fit(data, TreeData.Options(30, 31));
        var (interactions, shap) = (new TreeShapInteractions(model), new TreeShap(model));
        var (values, shares) = (new double[49], new double[7]);

        for (var row = 0; row < 50; row++)
        {
            interactions.Explain(data.Features.Row(row), values);
            shap.Explain(data.Features.Row(row), shares);

            for (var i = 0; i < 7; i++)
            {
                values.AsSpan(i * 7, 7).ToArray().Sum().ShouldBe(shares[i], 1e-9);
                for (var j = 0; j < i; j++) values[i * 7 + j].ShouldBe(values[j * 7 + i], 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void Interventional_shares_equal_a_brute_force_over_all_subsets(int leaves)
    {
        var data = TreeData.Binary(2_000, seed: 33);
        var model = TreeData.Fit(data, TreeData.Options(4, leaves));
        var background = data.Features.Part(100, 7);
        var shap = new InterventionalShap(model, background);
        var shares = new double[7];

        for (var row = 0; row < 10; row++)
        {
            var x = data.Features.Row(row).ToArray();
            shap.Explain(x, shares);

            var games = Games(subset => Enumerable.Range(0, 7).Average(other =>
                model.PredictMargin(Array.ConvertAll([0, 1, 2, 3, 4, 5, 6], feature => (subset >> feature & 1) != 0 ? x[feature] : background.Row(other)[feature]))));
            for (var i = 0; i < 7; i++) shares[i].ShouldBe(Share(games, i), 1e-9);
        }
    }

    [Fact]
    public void Interventional_shares_add_up_against_a_hundred_rows()
    {
        var data = TreeData.Binary(3_000, seed: 34);
        var model = TreeData.Fit(data, TreeData.Options(30, 31));
        var shap = new InterventionalShap(model, data.Features.Part(0, 100));
        var shares = new double[7];

        for (var row = 200; row < 220; row++)
        {
            shap.Explain(data.Features.Row(row), shares);

            (shap.ExpectedMargin + shares.Sum()).ShouldBe(model.PredictMargin(data.Features.Row(row)), 1e-9);
        }
        Should.Throw<ArgumentOutOfRangeException>(() => new InterventionalShap(model, data.Features.Part(0, 101)));
    }

    static double[] Games(Func<int, double> value) => [.. Enumerable.Range(0, 1 << 7).Select(value)];

    static double Share(double[] games, int i) => Enumerable.Range(0, 1 << 7).Where(subset => (subset >> i & 1) == 0)
        .Sum(subset => Weight(subset, 7) * (games[subset | 1 << i] - games[subset]));

    /// <summary>Shapley interaction index by its definition: subsets of the other five features.</summary>
    static double Interaction(double[] games, int i, int j) => Enumerable.Range(0, 1 << 7).Where(subset => (subset >> i & 1) == 0 && (subset >> j & 1) == 0)
        .Sum(subset => Weight(subset, 6) * (games[subset | 1 << i | 1 << j] - games[subset | 1 << i] - games[subset | 1 << j] + games[subset]));

    static double Weight(int subset, int count)
    {
        var size = BitOperations.PopCount((uint)subset);
        return Factorial(size) * Factorial(count - size - 1) / Factorial(count);
    }

    static double PathValue(Tree tree, int child, float[] row, int subset)
    {
        if (tree.NodeTotal == 0) return tree.LeafValue[0];
        if (child < 0) return tree.LeafValue[~child];
        var feature = tree.SplitFeature[child];
        if ((subset >> feature & 1) != 0) return PathValue(tree, tree.GoesLeft(child, row[feature]) ? tree.Left[child] : tree.Right[child], row, subset);
        var (left, right) = (Count(tree, tree.Left[child]), Count(tree, tree.Right[child]));
        return (left * PathValue(tree, tree.Left[child], row, subset) + right * PathValue(tree, tree.Right[child], row, subset)) / (left + right);
    }

    static double Count(Tree tree, int child) => child < 0 ? tree.LeafCount[~child] : tree.InternalCount[child];

    static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, factor) => product * factor);
}
