using CrmInsights.Mining.Data;
using CrmInsights.Mining.Linear;

namespace CrmInsights.Mining.Tests.Linear;

public sealed class GeneralizedRegressionTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Agrees_with_the_certified_values_of_Longley()
    {
        // NIST Statistical Reference Datasets, Longley; the deflator is given times ten here, so its weight is a tenth.
        double[] certified = [1.50618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359, -0.0511041056535807, 1829.15146461355];
        double[] errors = [890420.383607373, 8.49149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675, 0.226073200069370, 455.478499142212];

        var model = Fit(PublishedRegressions.Longley(), LinearFamily.Gaussian);

        Relative(model.Intercept, -3482258.63459582);
        for (var feature = 0; feature < 6; feature++) Relative(model.Weights[feature], certified[feature]);
        for (var weight = 0; weight < 7; weight++) Relative(model.StandardErrors[weight], errors[weight]);
        Relative(Math.Sqrt(model.Dispersion), 304.854073561965);
        Relative(1 - model.Deviance / model.NullDeviance, 0.995479004577296);
    }

    [Fact]
    public void Agrees_with_the_certified_values_of_Norris()
    {
        // NIST Statistical Reference Datasets, Norris; both columns are given times ten, so is the intercept.
        var model = Fit(PublishedRegressions.Norris(), LinearFamily.Gaussian);

        Relative(model.Intercept, -2.62323073774029);
        Relative(model.Weights[0], 1.00211681802045);
        Relative(model.StandardErrors[0], 2.32818234301152);
        Relative(model.StandardErrors[1], 0.000429796848199937);
        Relative(Math.Sqrt(model.Dispersion), 8.84796396144373);
    }

    [Fact]
    public void Agrees_with_R_on_warp_breaks()
    {
        // R: glm(breaks ~ wool + tension, family = poisson, data = warpbreaks); figures as printed.
        var model = Fit(PublishedRegressions.WarpBreaks(), LinearFamily.Poisson);

        model.Intercept.ShouldBe(3.69196, 5e-6);
        model.Weights.ToArray().ShouldBe([-0.20599, -0.32132, -0.51849], 5.1e-6);
        model.StandardErrors.ShouldBe([0.04541, 0.05157, 0.06027, 0.06396], 5.1e-6);
        model.Deviance.ShouldBe(210.39, 5e-3);
        model.NullDeviance.ShouldBe(297.37, 5e-3);
    }

    [Fact]
    public void Agrees_with_R_on_clotting_times()
    {
        // R: glm(lot1 ~ log(u), family = Gamma(link = "log")); figures as printed. The null deviance is on R's help page of glm.
        var model = Fit(PublishedRegressions.Clotting(), LinearFamily.Gamma);

        model.Intercept.ShouldBe(5.50323, 5e-6);
        model.Weights[0].ShouldBe(-0.60192, 5e-6);
        model.StandardErrors.ShouldBe([0.19030, 0.05531], 5.1e-6);
        model.Dispersion.ShouldBe(0.02435442, 1e-7);
        model.NullDeviance.ShouldBe(3.51283, 5e-6);
    }

    [Theory]
    [InlineData(LinearFamily.Poisson)]
    [InlineData(LinearFamily.Gamma)]
    public void A_yes_or_no_feature_gives_the_logarithms_of_the_two_means(LinearFamily family)
    {
        var data = new TrainingData { Features = new FeatureMatrix([0, 0, 0, 1, 1], 5, 1), Labels = [2, 5, 8, 3, 9] };

        var model = Fit(data, family);

        model.Intercept.ShouldBe(Math.Log(5), 1e-9);
        model.Weights[0].ShouldBe(Math.Log(6) - Math.Log(5), 1e-9);
        model.Predict([1f]).ShouldBe(6, 1e-8);
        // Two group means: the weight's variance is dispersion * (1 / information of each group).
        var information = family == LinearFamily.Poisson ? (3 * 5.0, 2 * 6.0) : (3, 2);
        model.StandardErrors[1].ShouldBe(Math.Sqrt(model.Dispersion * (1 / information.Item1 + 1 / information.Item2)), 1e-9);
    }

    [Theory]
    [InlineData(LinearFamily.Gaussian, 0.05, 0)]
    [InlineData(LinearFamily.Gaussian, 0.03, 0.1)]
    [InlineData(LinearFamily.Poisson, 0.02, 0.05)]
    [InlineData(LinearFamily.Poisson, 0, 0.2)]
    [InlineData(LinearFamily.Gamma, 0.02, 0.05)]
    [InlineData(LinearFamily.Gamma, 0, 0)]
    public void Fulfils_the_conditions_of_Karush_Kuhn_and_Tucker(LinearFamily family, double l2, double l1)
    {
        var data = Labelled(300, 6, family, seed: 5);

        var model = GeneralizedRegression.Fit(data, new() { Family = family, L1 = l1, L2 = l2 }, s_run);

        model.Converged.ShouldBeTrue();
        Slope(data, model, feature: -1).ShouldBe(0, 1e-7);
        for (var feature = 0; feature < 6; feature++)
        {
            var (slope, weight) = (Slope(data, model, feature), model.Weights[feature] * Deviation(data.Features.Column(feature)));
            if (weight == 0) Math.Abs(slope).ShouldBeLessThanOrEqualTo(l1 + 1e-7);
            else (slope + l2 * weight + l1 * Math.Sign(weight)).ShouldBe(0, 1e-7);
        }
        if (l1 > 0.05) model.Weights.ToArray().ShouldContain(0, "the last features have no effect");
    }

    [Fact]
    public void Wald_intervals_hold_the_truth_as_often_as_they_say()
    {
        var held = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var interval = Fit(Labelled(120, 3, LinearFamily.Poisson, seed), LinearFamily.Poisson).Intervals()[1];
            if (interval.Low <= Effect(0) && Effect(0) <= interval.High) held++;
        }
        held.ShouldBeInRange(360, 396, "95 % of 400 is 380, four standard deviations are 17, rounded up for the normal approximation");
    }

    [Fact]
    public void Bootstrap_agrees_with_the_formula_where_there_is_one()
    {
        var data = Labelled(400, 3, LinearFamily.Poisson, seed: 9);
        var options = new GeneralizedRegressionOptions { Family = LinearFamily.Poisson };

        var intervals = LinearBootstrap.Intervals(data, (sample, run) => GeneralizedRegression.Fit(sample, options, run), new Mining.Metrics.BootstrapOptions { SampleCount = 400 }, s_run);

        var model = Fit(data, LinearFamily.Poisson);
        for (var weight = 0; weight < 4; weight++)
            (intervals[weight].StandardError / model.StandardErrors[weight]).ShouldBe(1, 0.2, "the deviation of 400 samples errs by 4 %, that of 400 rows by 4 % more");
    }

    [Fact]
    public void Bootstrap_and_fit_have_the_same_bits_for_any_number_of_threads()
    {
        var data = Labelled(9_000, 4, LinearFamily.Gamma, seed: 3);
        var options = new GeneralizedRegressionOptions { Family = LinearFamily.Gamma, L1 = 0.01 };
        var parallel = new RunContext(MaxThreads: 3);

        Bytes(GeneralizedRegression.Fit(data, options, parallel)).ShouldBe(Bytes(GeneralizedRegression.Fit(data, options, s_run)));
        Intervals(parallel).ShouldBe(Intervals(s_run));

        IReadOnlyList<Mining.Metrics.Interval> Intervals(RunContext run) =>
            LinearBootstrap.Intervals(data, (sample, inner) => GeneralizedRegression.Fit(sample, options, inner), new Mining.Metrics.BootstrapOptions { SampleCount = 5 }, run);
    }

    [Fact]
    public void A_penalised_model_has_no_standard_errors()
    {
        var model = GeneralizedRegression.Fit(Labelled(50, 2, LinearFamily.Gaussian, seed: 1), new() { L2 = 0.1 }, s_run);

        model.StandardErrors.ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => model.Intervals()).Message.ShouldContain("LinearBootstrap");
    }

    [Fact]
    public void Survives_saving()
    {
        var model = Fit(PublishedRegressions.Clotting(), LinearFamily.Gamma);

        var loaded = LinearModel.Load(new MemoryStream(Bytes(model)));

        Bytes(loaded).ShouldBe(Bytes(model));
        loaded.Predict([3f]).ShouldBe(model.Predict([3f]));
    }

    [Theory]
    [InlineData(LinearFamily.Gaussian, float.NaN, "row 2")]
    [InlineData(LinearFamily.Poisson, -1f, "at least 0")]
    [InlineData(LinearFamily.Gamma, 0f, "above 0")]
    [InlineData(LinearFamily.Logistic, 1f, "LogisticRegression")]
    public void Refuses_a_label_or_family_that_does_not_fit(LinearFamily family, float label, string expected)
    {
        var data = new TrainingData { Features = new FeatureMatrix([1, 2, 3], 3, 1), Labels = [1, 2, label] };

        Should.Throw<ArgumentException>(() => Fit(data, family)).Message.ShouldContain(expected);
    }

    [Fact]
    public void Refuses_counts_that_are_all_zero() =>
        Should.Throw<ArgumentException>(() => Fit(new TrainingData { Features = new FeatureMatrix([1, 2], 2, 1), Labels = [0, 0] }, LinearFamily.Poisson))
            .Message.ShouldContain("All counts");

    static LinearModel Fit(TrainingData data, LinearFamily family) =>
        GeneralizedRegression.Fit(data, new GeneralizedRegressionOptions { Family = family }, s_run);

    static void Relative(double found, double expected) => (found / expected).ShouldBe(1, 1e-6);

    static double Effect(int feature) => feature switch { 0 => 0.5, 1 => -0.3, _ => 0 };

    static TrainingData Labelled(int rowCount, int featureCount, LinearFamily family, int seed)
    {
        var random = new Random(seed);
        var values = Enumerable.Range(0, rowCount * featureCount).Select(_ => (float)(random.NextDouble() * 4 - 1)).ToArray();
        var labels = new float[rowCount];
        for (var row = 0; row < rowCount; row++)
        {
            var sum = 0.4 + Enumerable.Range(0, featureCount).Sum(feature => Effect(feature) * values[row * featureCount + feature]);
            labels[row] = (float)(family switch
            {
                LinearFamily.Gaussian => sum + random.NextDouble() - random.NextDouble(),
                LinearFamily.Poisson => Poisson(random, Math.Exp(sum)),
                _ => -Math.Exp(sum) * Math.Log(1 - random.NextDouble()) + 1e-6,
            });
        }
        return new TrainingData { Features = new FeatureMatrix(values, rowCount, featureCount), Labels = labels };
    }

    static int Poisson(Random random, double mean)
    {
        var (count, product, least) = (0, random.NextDouble(), Math.Exp(-mean));
        for (; product > least; count++) product *= random.NextDouble();
        return count;
    }

    /// <summary>Derivative of the mean loss by a standardised weight (-1: the intercept), by the textbook formulas.</summary>
    static double Slope(TrainingData data, LinearModel model, int feature)
    {
        var column = feature < 0 ? [] : data.Features.Column(feature);
        var (center, deviation) = feature < 0 ? (0, 1) : (column.Average(value => (double)value), Deviation(column));
        var slope = 0.0;
        for (var row = 0; row < data.Labels.Length; row++)
        {
            var mean = model.Predict(data.Features.Row(row));
            var residual = model.Family == LinearFamily.Gamma ? 1 - data.Labels[row] / mean : mean - data.Labels[row];
            slope += residual * (feature < 0 ? 1 : (column[row] - center) / deviation);
        }
        return slope / data.Labels.Length;
    }

    static double Deviation(float[] column)
    {
        var mean = column.Average(value => (double)value);
        return Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
    }

    static byte[] Bytes(LinearModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
