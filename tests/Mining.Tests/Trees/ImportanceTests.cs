using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Trees;

public sealed class ImportanceTests
{
    static readonly TrainingData s_data = TreeData.Binary(3_000, seed: 41);

    [Fact]
    public void Split_and_gain_importance_add_up_the_lines_of_the_model_file()
    {
        var model = TreeData.Fit(s_data);
        var (splits, gains) = (new int[7], new double[7]);
        var features = Array.Empty<int>();
        foreach (var line in TreeData.Text(model).Split('\n'))
        {
            if (line.StartsWith("split_feature=", StringComparison.Ordinal)) features = Array.ConvertAll(line[14..].Split(' '), int.Parse);
            if (!line.StartsWith("split_gain=", StringComparison.Ordinal)) continue;
            foreach (var (feature, gain) in features.Zip(line[11..].Split(' ')))
            {
                splits[feature]++;
                gains[feature] += double.Parse(gain, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        TreeImportance.Splits(model).ShouldBe(splits);
        TreeImportance.Gain(model).ShouldBe(gains, 1e-9);
    }

    [Fact]
    public void Shuffling_hurts_for_features_the_label_follows_and_only_for_them()
    {
        var model = TreeData.Fit(s_data);
        var fresh = TreeData.Binary(3_000, seed: 42);

        var importance = PermutationImportance.Of(model, fresh, new PermutationImportanceOptions(), TreeData.Run);

        foreach (var feature in new[] { 0, 1, 2, 6 }) importance[feature].Mean.ShouldBeGreaterThan(0.02);
        foreach (var feature in new[] { 3, 4, 5 }) Math.Abs(importance[feature].Mean).ShouldBeLessThan(0.01);
        importance.ShouldAllBe(figure => figure.StandardDeviation >= 0);
    }

    [Fact]
    public void Permutation_importance_of_a_squared_loss_is_near_twice_the_variance_of_what_the_feature_adds()
    {
        // E (f(x) - f(x'))^2 = 2 Var f for independent draws, plus nothing else where the labels are f itself
        var random = new Random(43);
        var values = Enumerable.Range(0, 4_000).Select(_ => (float)random.Next(10)).ToArray();
        var data = new TrainingData { Features = new FeatureMatrix(values, 4_000, 1), Labels = values };
        var model = GradientBoosting.Fit(data, new GradientBoostingOptions { Objective = TreeObjective.Squared, LearningRate = 0.5, TreeCount = 60 }, TreeData.Run);

        var importance = PermutationImportance.Of(model, data, new PermutationImportanceOptions { Repetitions = 20 }, TreeData.Run).Single();

        var variance = values.Select(value => value * (double)value).Average() - Math.Pow(values.Average(value => (double)value), 2);
        importance.Mean.ShouldBe(2 * variance, 6 * importance.StandardDeviation / Math.Sqrt(20) + 0.02);
        importance.StandardDeviation.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Permutation_importance_does_not_depend_on_threads_but_on_the_seed()
    {
        var model = TreeData.Fit(s_data);
        IReadOnlyList<FeatureImportance> Of(int seed, int threads) =>
            PermutationImportance.Of(model, s_data, new PermutationImportanceOptions { Seed = seed, Repetitions = 2 }, TreeData.Run with { MaxThreads = threads });

        Of(1, 2).ShouldBe(Of(1, 1));
        Of(2, 1).ShouldNotBe(Of(1, 1));
    }

    [Fact]
    public void An_objective_without_a_loss_asks_for_one()
    {
        var model = TreeData.Fit(s_data, TreeData.Options() with { Objective = TreeObjective.Quantile });

        Should.Throw<ArgumentException>(() => PermutationImportance.Of(model, s_data, new PermutationImportanceOptions(), TreeData.Run)).Message.ShouldContain("quantile");
        PermutationImportance.Of(model, s_data, new PermutationImportanceOptions { Loss = (margins, label) => Math.Abs(margins[0] - label) }, TreeData.Run).Count.ShouldBe(7);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(6, true)]
    public void Partial_dependence_is_the_mean_over_rows_with_the_value_put_in(int feature, bool isCategorical)
    {
        var model = TreeData.Fit(s_data);
        var rows = s_data.Features.Part(0, 100);

        var points = PartialDependence.Of(model, rows, feature, new PartialDependenceOptions { GridSize = 8, IsCategorical = isCategorical }, TreeData.Run);

        points.Count.ShouldBeInRange(7, 9);
        float.IsNaN(points[^1].Value).ShouldBe(rows.Column(feature).Any(float.IsNaN));
        points.Select(point => point.Value).Where(value => !float.IsNaN(value)).ShouldBeInOrder();
        foreach (var point in points)
        {
            var mean = Enumerable.Range(0, 100).Average(row =>
            {
                var changed = rows.Row(row).ToArray();
                changed[feature] = point.Value;
                return model.PredictMargin(changed);
            });
            point.Margins.Single().ShouldBe(mean, 1e-9);
        }
    }
}
