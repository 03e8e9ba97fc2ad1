using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Tests.Linear;

public sealed class LogisticRegressionTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Agrees_with_R_on_the_Challenger_flights()
    {
        // R: glm(distress ~ temperature, family = binomial); figures as printed, so half of the last digit is the tolerance.
        var model = LogisticRegression.Fit(Published.Challenger(), new LogisticRegressionOptions(), s_run);

        model.Converged.ShouldBeTrue();
        model.Intercept.ShouldBe(15.0429, 5e-5);
        model.Weights[0].ShouldBe(-0.2322, 5e-5);
        model.StandardErrors[0].ShouldBe(7.3786, 5e-5);
        model.StandardErrors[1].ShouldBe(0.1082, 5e-5);
    }

    [Fact]
    public void Agrees_with_statsmodels_and_Greene_on_Spector_and_Mazzeo()
    {
        // statsmodels, documentation of Logit on its spector data (also Greene, Econometric Analysis, table of binary choice models):
        // const -13.0213 (4.931), GPA 2.8261 (1.263), TUCE 0.0952 (0.142), PSI 2.3787 (1.065).
        var model = LogisticRegression.Fit(Published.SpectorMazzeo(), new LogisticRegressionOptions(), s_run);

        model.Intercept.ShouldBe(-13.0213, 5e-5);
        model.Weights.ToArray().ShouldBe([2.8261, 0.0952, 2.3787], 5e-5);
        model.StandardErrors.ShouldBe([4.931, 1.263, 0.142, 1.065], 6e-4);
    }

    [Theory]
    [InlineData(0.05, 0)]
    [InlineData(0, 0.02)]
    [InlineData(0.03, 0.01)]
    public void Stands_at_the_minimum_of_the_penalised_objective(double l2, double l1)
    {
        var data = Generated.Rows(400, 5, seed: 7);
        var options = new LogisticRegressionOptions { L2 = l2, L1 = l1 };
        var model = LogisticRegression.Fit(data, options, s_run);
        var least = NaiveObjective.Of(data, options, model.Intercept, model.Weights);

        for (var feature = -1; feature < 5; feature++)
            foreach (var step in new[] { -1e-3, 1e-3 })
            {
                var weights = model.Weights.ToArray();
                if (feature >= 0) weights[feature] += step;
                NaiveObjective.Of(data, options, model.Intercept + (feature < 0 ? step : 0), weights).ShouldBeGreaterThan(least);
            }
    }

    [Fact]
    public void Has_no_slope_left_by_finite_differences()
    {
        var data = Generated.Rows(257, 4, seed: 3);
        var options = new LogisticRegressionOptions { L2 = 0.01 };
        var model = LogisticRegression.Fit(data, options, s_run);
        const double Step = 1e-5;

        for (var feature = 0; feature < 4; feature++)
        {
            var (up, down) = (model.Weights.ToArray(), model.Weights.ToArray());
            up[feature] += Step;
            down[feature] -= Step;
            var slope = (NaiveObjective.Of(data, options, model.Intercept, up) - NaiveObjective.Of(data, options, model.Intercept, down)) / (2 * Step);
            slope.ShouldBe(0, 1e-8, "central differences of a smooth function err by the square of the step");
        }
    }

    [Fact]
    public void Recovers_the_weights_that_made_the_labels()
    {
        var data = Generated.Rows(20_000, 3, seed: 11);
        var model = LogisticRegression.Fit(data, new LogisticRegressionOptions(), s_run);

        for (var feature = 0; feature < 3; feature++)
            Math.Abs(model.Weights[feature] - Generated.Weight(feature)).ShouldBeLessThan(4 * model.StandardErrors[feature + 1], "four standard errors");
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(4097)]
    [InlineData(12_289)]
    public void Gives_the_same_bits_for_any_number_of_threads(int rows)
    {
        var data = Generated.Rows(rows, 6, seed: 5);
        var options = new LogisticRegressionOptions { L2 = 0.001 };

        var one = LogisticRegression.Fit(data, options, new RunContext(MaxThreads: 1));
        var four = LogisticRegression.Fit(data, options, new RunContext(MaxThreads: 4));

        four.Weights.ToArray().ShouldBe(one.Weights.ToArray());
        four.Intercept.ShouldBe(one.Intercept);
    }

    [Fact]
    public void Does_not_care_about_the_order_of_rows()
    {
        var data = Generated.Rows(300, 3, seed: 2);
        var options = new LogisticRegressionOptions { L2 = 0.01 };

        var there = LogisticRegression.Fit(data, options, s_run).Weights.ToArray();
        var back = LogisticRegression.Fit(Generated.Reversed(data), options, s_run).Weights.ToArray();

        back.ShouldBe(there, 1e-9);
    }

    [Fact]
    public void Weighs_a_row_of_weight_two_like_two_rows()
    {
        var data = Generated.Rows(200, 2, seed: 4);
        var weights = Enumerable.Range(0, 200).Select(row => row % 3 == 0 ? 2f : 1f).ToArray();
        var options = new LogisticRegressionOptions { L2 = 0.02, L1 = 0.001 };

        var weighted = LogisticRegression.Fit(data with { Weights = weights }, options, s_run);
        var repeated = LogisticRegression.Fit(Generated.Repeated(data, row => row % 3 == 0 ? 2 : 1), options, s_run);

        weighted.Weights.ToArray().ShouldBe(repeated.Weights.ToArray(), 1e-7);
        weighted.Intercept.ShouldBe(repeated.Intercept, 1e-7);
    }

    [Fact]
    public void Predicts_the_same_whatever_the_unit_of_a_feature()
    {
        var data = Generated.Rows(200, 2, seed: 9);
        var thousandfold = Enumerable.Range(0, 400).Select(cell => data.Features.Row(cell / 2)[cell % 2] * (cell % 2 == 0 ? 1024 : 1)).ToArray();
        var options = new LogisticRegressionOptions { L2 = 0.02 };

        var plain = LogisticRegression.Fit(data, options, s_run);
        var scaled = LogisticRegression.Fit(data with { Features = new FeatureMatrix(thousandfold, 200, 2) }, options, s_run);

        scaled.Predict(thousandfold.AsSpan(0, 2)).ShouldBe(plain.Predict(data.Features.Row(0)), 1e-12);
    }

    [Fact]
    public void Lasso_sets_every_weight_to_zero_where_the_penalty_outweighs_the_data()
    {
        var model = LogisticRegression.Fit(Generated.Rows(100, 3, seed: 1), new LogisticRegressionOptions { L1 = 10 }, s_run);

        model.Weights.ToArray().ShouldAllBe(weight => weight == 0);
    }

    [Fact]
    public void A_missing_value_counts_as_the_mean_and_a_constant_feature_not_at_all()
    {
        float[] rows = [1, 5, float.NaN, 5, 3, 5, 2, 5, 2, 5, 4, 5];
        var data = new TrainingData { Features = new FeatureMatrix(rows, 6, 2), Labels = [0, 1, 1, 0, 1, 1] };

        var model = LogisticRegression.Fit(data, new LogisticRegressionOptions { L2 = 0.1 }, s_run);

        model.Means[0].ShouldBe(2.4, 1e-7);
        model.Weights[1].ShouldBe(0);
        model.Margin([float.NaN, 5]).ShouldBe(model.BaseMargin, 1e-12);
    }

    [Fact]
    public void Says_that_it_did_not_settle_where_classes_can_be_separated()
    {
        var data = new TrainingData { Features = new FeatureMatrix([1, 2, 3, 4], 4, 1), Labels = [0, 0, 1, 1] };

        var fitted = LogisticRegression.Fit(data, new LogisticRegressionOptions { MaxIterations = 5 }, s_run);

        fitted.Converged.ShouldBeFalse();
    }

    [Fact]
    public void Names_the_feature_that_repeats_another()
    {
        float[] rows = [1, 2, 2, 4, 3, 6, 4, 8, 5, 10];
        var data = new TrainingData { Features = new FeatureMatrix(rows, 5, 2), Labels = [0, 1, 0, 1, 1] };

        Should.Throw<InvalidOperationException>(() => LogisticRegression.Fit(data, new LogisticRegressionOptions(), s_run))
            .Message.ShouldContain("Feature 1 is a combination");
    }

    [Theory]
    [InlineData(new float[] { 0, 1, 2 }, "row 2 is 2")]
    [InlineData(new float[] { 0, 0, 0 }, "Both classes")]
    [InlineData(new float[] { 0, float.NaN, 1 }, "row 1 is NaN")]
    [InlineData(new float[] { 0, 1 }, "2 labels were given for 3 rows")]
    public void Refuses_labels_it_cannot_learn_from(float[] labels, string expected)
    {
        var data = new TrainingData { Features = new FeatureMatrix([1, 2, 3], 3, 1), Labels = labels };

        Should.Throw<ArgumentException>(() => LogisticRegression.Fit(data, new LogisticRegressionOptions(), s_run)).Message.ShouldContain(expected);
    }

    [Fact]
    public void Names_the_place_of_an_infinite_value()
    {
        var data = new TrainingData { Features = new FeatureMatrix([1, 2, float.PositiveInfinity, 4], 2, 2), Labels = [0, 1] };

        Should.Throw<ArgumentException>(() => LogisticRegression.Fit(data, new LogisticRegressionOptions(), s_run))
            .Message.ShouldContain("Feature 0 of row 1 is infinite");
    }

    [Fact]
    public void Stops_when_asked_to()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            LogisticRegression.Fit(Published.Challenger(), new LogisticRegressionOptions(), new RunContext(source.Token)));
    }
}
