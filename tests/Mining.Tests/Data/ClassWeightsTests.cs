using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;
using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Tests.Data;

public sealed class ClassWeightsTests
{
    static TrainingData Rows(float[] labels, float[]? weights = null) => new() { Features = new FeatureMatrix([.. labels.Select((_, row) => (float)(row * 7 % 11))], labels.Length, 1), Labels = labels, Weights = weights };

    [Fact]
    public void Balanced_classes_weigh_the_same_and_the_total_stays()
    {
        var data = Rows([0, 0, 0, 0, 1, 2, 2], [1, 1, 1, 1, 2, 1, 3]);

        var weighed = ClassWeights.Apply(data, ClassWeights.Balanced(data));

        var totals = Enumerable.Range(0, 3).Select(one => Enumerable.Range(0, 7).Where(row => data.Labels[row] == one).Sum(weighed.Weight)).ToArray();
        foreach (var total in totals) total.ShouldBe(10 / 3.0, 1e-6);
    }

    [Fact]
    public void A_class_of_factor_three_is_as_good_as_its_rows_three_times()
    {
        var data = Rows([.. Enumerable.Range(0, 80).Select(row => row % 5 == 0 || row * 7 % 11 > 8 ? 1f : 0f)]);
        var rows = Enumerable.Range(0, 80).SelectMany(row => Enumerable.Repeat(row, data.Labels[row] == 1 ? 3 : 1)).ToArray();
        var repeated = new TrainingData { Features = new FeatureMatrix([.. rows.Select(row => data.Features.Row(row)[0])], rows.Length, 1), Labels = [.. rows.Select(row => data.Labels[row])] };

        var weighed = LogisticRegression.Fit(ClassWeights.Apply(data, [1, 3]), new LogisticRegressionOptions(), new RunContext());
        var expected = LogisticRegression.Fit(repeated, new LogisticRegressionOptions(), new RunContext());

        weighed.Intercept.ShouldBe(expected.Intercept, 1e-8);
        weighed.Weights[0].ShouldBe(expected.Weights[0], 1e-8);
    }

    [Fact]
    public void Trees_answer_higher_for_a_class_that_weighs_more()
    {
        var data = Rows([.. Enumerable.Range(0, 400).Select(row => row % 9 == 0 ? 1f : 0f)]);
        var options = new GradientBoostingOptions { TreeCount = 10 };

        var plain = GradientBoosting.Fit(data, options, new RunContext());
        var weighed = GradientBoosting.Fit(ClassWeights.Apply(data, ClassWeights.Balanced(data)), options, new RunContext());

        for (var row = 0; row < 11; row++) weighed.PredictMargin(data.Features.Row(row)).ShouldBeGreaterThan(plain.PredictMargin(data.Features.Row(row)));
    }

    [Fact]
    public void Rows_of_validation_get_the_same_factors()
    {
        var data = Rows([0, 1]) with { Validation = Rows([1, 0, 1]) };

        ClassWeights.Apply(data, [2, 5]).Validation!.Weights.ShouldBe([5f, 2f, 5f]);
    }

    [Fact]
    public void Labels_that_are_no_classes_and_factors_that_are_no_weights_are_refused()
    {
        Should.Throw<ArgumentException>(() => ClassWeights.Balanced(Rows([0, 1.5f]))).Message.ShouldContain("row 1");
        Should.Throw<ArgumentException>(() => ClassWeights.Balanced(Rows([float.NaN]))).Message.ShouldContain("row 0");
        Should.Throw<ArgumentException>(() => ClassWeights.Apply(Rows([0, 2]), [1, 1]));
        Should.Throw<ArgumentException>(() => ClassWeights.Apply(Rows([0, 1]), [1, -1]));
    }
}
