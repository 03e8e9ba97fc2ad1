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

    /// <summary>3 x0 + x1, which nobody trained.</summary>
    static readonly RowScorer s_line = new(3, 1, (rows, scores) =>
    {
        for (var row = 0; row < rows.RowCount; row++) scores[row] = 3 * rows.Row(row)[0] + (double)rows.Row(row)[1];
    });

    static FeatureMatrix Draw(int rows)
    {
        var random = new Random(44);
        return new FeatureMatrix([.. Enumerable.Range(0, rows * 3).Select(_ => random.NextSingle())], rows, 3);
    }

    [Fact]
    public void Any_function_of_rows_has_permutation_importance()
    {
        var rows = Draw(2_000);
        var labels = new double[2_000];
        s_line.Score(rows, labels);
        double Squared(ReadOnlySpan<double> scores)
        {
            var sum = 0.0;
            for (var row = 0; row < labels.Length; row++) sum += (scores[row] - labels[row]) * (scores[row] - labels[row]);
            return sum / labels.Length;
        }

        var importance = PermutationImportance.Of(s_line, rows, new PermutationImportanceOptions { ScoresLoss = Squared }, TreeData.Run);

        // Twice the variance of what each feature adds: 2 x 9/12, 2 x 1/12, nothing. Three deviations of 2,000 draws.
        importance[0].Mean.ShouldBe(1.5, 0.15);
        importance[1].Mean.ShouldBe(1 / 6.0, 0.02);
        importance[2].ShouldBe(new FeatureImportance(2, 0, 0));
        Should.Throw<ArgumentException>(() => PermutationImportance.Of(s_line, rows, new PermutationImportanceOptions(), TreeData.Run)).Message.ShouldContain("loss");
    }

    [Fact]
    public void Any_function_of_rows_has_partial_dependence()
    {
        var rows = Draw(50);

        var points = PartialDependence.Of(s_line, rows, 0, new PartialDependenceOptions { GridSize = 5 }, TreeData.Run);

        var rest = rows.Column(1).Average(value => (double)value);
        points.ShouldAllBe(point => Math.Abs(point.Margins[0] - (3 * point.Value + rest)) < 1e-9);
        points.Count.ShouldBe(5);
    }

    [Fact]
    public void Trees_as_a_function_have_the_importance_of_the_trees()
    {
        var model = TreeData.Fit(s_data);
        double Loss(ReadOnlySpan<double> margins)
        {
            var sum = 0.0;
            for (var row = 0; row < margins.Length; row++) sum += Math.Log(1 + Math.Exp(margins[row])) - s_data.Labels[row] * margins[row];
            return sum / margins.Length;
        }

        var found = PermutationImportance.Of(new RowScorer(7, 1, model.PredictMargins), s_data.Features, new PermutationImportanceOptions { ScoresLoss = Loss }, TreeData.Run);

        var expected = PermutationImportance.Of(model, s_data, new PermutationImportanceOptions(), TreeData.Run);
        foreach (var (left, right) in found.Zip(expected)) left.Mean.ShouldBe(right.Mean, 1e-12);
    }
}
