using System.Text;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class BgNbdCovariatesTests
{
    static readonly PurchaseModelOptions s_options = new();
    static readonly RunContext s_run = new();

    // Two kinds of customers (covariate 0 or 1) drawn from two BG/NBD models: r 0.6; alpha 4 and 4 * exp(-0.7); a 0.8; b 2.5 and 2.5 * exp(0.5).
    [Fact]
    public void Recovers_the_effects_it_drew()
    {
        var (customers, covariates) = TwoKinds(20_000, rate: 0.7, stay: 0.5);

        var model = BgNbdCovariates.Fit(customers, covariates, s_options, s_run);

        model.Fit.Converged.ShouldBeTrue();
        model.RateEffects[0].ShouldBe(0.7, 0.08, "about four standard errors at this number of customers");
        var (first, second) = (model.For([0f]), model.For([1f]));
        first.Alpha.ShouldBe(4, 0.5);
        (second.A / (second.A + second.B)).ShouldBe(0.8 / (0.8 + 2.5 * Math.Exp(0.5)), 0.03);
        second.ExpectedPurchases(13, 3, 25, 33).ShouldBe(new BgNbdModel([0.6, 4 * Math.Exp(-0.7), 0.8, 2.5 * Math.Exp(0.5)], model.Fit).ExpectedPurchases(13, 3, 25, 33), 0.1);
        model.PValue.ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void With_two_kinds_of_customers_it_is_two_models_that_share_r()
    {
        // The model of two kinds nests the one without covariates and lies below two models of their own.
        var (customers, covariates) = TwoKinds(2000, rate: 0.7, stay: 0.5);
        var parts = new[] { 0, 1 }.Sum(kind => BgNbd.Fit(
            new PurchaseSummaries(customers.Rows.ToArray().Where((_, row) => covariates.Row(row)[0] == kind)), s_options, s_run).Fit.LogLikelihood);

        var model = BgNbdCovariates.Fit(customers, covariates, s_options, s_run);

        model.Fit.LogLikelihood.ShouldBeGreaterThan(model.PlainLogLikelihood);
        model.Fit.LogLikelihood.ShouldBeLessThan(parts + 1e-6);
        model.Fit.LogLikelihood.ShouldBe(parts, 4, "only r is shared, which is the same in both: half of a chi-square with one degree of freedom");
    }

    [Fact]
    public void The_slope_agrees_with_finite_differences()
    {
        PurchaseSummary[] rows = [new(3, 20, 30), new(0, 0, 12), new(45, 70, 71), new(1, 2, 40)];
        var covariates = new FeatureMatrix([1, 0, 2, 5, -1, 3, 0, 1], 4, 2);
        var likelihood = new CovariateLikelihood(new PurchaseSummaries(rows), covariates, CovariateScale.Of(covariates));
        var objective = likelihood.Objective(s_run);
        double[] point = [-0.4, 1.2, -0.3, 0.9, 0.2, -0.5, 0.1, 0.3, -0.2, 0.4];
        var gradient = new double[point.Length];
        objective(point, gradient);

        for (var i = 0; i < point.Length; i++)
        {
            var (up, down) = ((double[])point.Clone(), (double[])point.Clone());
            up[i] += 1e-5;
            down[i] -= 1e-5;
            var slope = (objective(up, new double[point.Length]) - objective(down, new double[point.Length])) / 2e-5;
            gradient[i].ShouldBe(slope, 1e-7, $"entry {i}");
        }
    }

    [Fact]
    public void Without_effects_it_has_the_likelihood_of_plain_bg_nbd()
    {
        var customers = new PurchaseSummaries(new SimulatedCustomers(3).Geometric(500, [0.6, 4, 0.8, 2.5], afterFirst: false));
        var covariates = new FeatureMatrix([.. Enumerable.Range(0, 500).Select(row => (float)(row % 7))], 500, 1);
        var plain = BgNbd.Fit(customers, s_options, s_run);
        var likelihood = new CovariateLikelihood(customers, covariates, CovariateScale.Of(covariates));

        var value = likelihood.Objective(s_run)([Math.Log(plain.R), Math.Log(plain.Alpha), Math.Log(plain.A), Math.Log(plain.B), 0, 0, 0], new double[7]);

        (-value * 500).ShouldBe(plain.Fit.LogLikelihood, 1e-7);
    }

    [Fact]
    public void The_test_cries_wolf_as_often_as_it_says()
    {
        var alarms = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var customers = new PurchaseSummaries(new SimulatedCustomers(seed).Geometric(600, [0.8, 4, 0.8, 2.5], afterFirst: false));
            var covariates = new FeatureMatrix([.. Enumerable.Range(0, 600).Select(_ => random.NextSingle())], 600, 1);
            if (BgNbdCovariates.Fit(customers, covariates, s_options, s_run).PValue < 0.05) alarms++;
        }
        alarms.ShouldBeLessThanOrEqualTo(10, "three are expected; more than ten has a chance of 1 in 5,000");
    }

    [Fact]
    public void Has_the_same_bits_for_any_number_of_threads_and_the_same_customers_in_another_unit()
    {
        var (customers, covariates) = TwoKinds(5000, rate: 0.4, stay: 0);
        var hundredfold = new FeatureMatrix([.. covariates.Column(0).Select(value => 100 * value + 7)], 5000, 1);

        var one = BgNbdCovariates.Fit(customers, covariates, s_options, s_run);
        var three = BgNbdCovariates.Fit(customers, covariates, s_options, new RunContext(MaxThreads: 3));
        var scaled = BgNbdCovariates.Fit(customers, hundredfold, s_options, s_run);

        Bytes(three).ShouldBe(Bytes(one));
        scaled.RateEffects[0].ShouldBe(one.RateEffects[0] / 100, 1e-6);
        scaled.For([107f]).ExpectedPurchases(10, 2, 20, 30).ShouldBe(one.For([1f]).ExpectedPurchases(10, 2, 20, 30), 1e-4);
    }

    [Fact]
    public void Survives_saving()
    {
        var (customers, covariates) = TwoKinds(300, rate: 0.4, stay: 0);
        var model = BgNbdCovariates.Fit(customers, covariates, s_options, s_run);

        var loaded = BgNbdCovariatesModel.Load(new MemoryStream(Bytes(model)));

        Bytes(loaded).ShouldBe(Bytes(model));
        loaded.PValue.ShouldBe(model.PValue);
    }

    [Theory]
    [InlineData("\"stayEffects\":[0]", "\"stayEffects\":[0,1]", "stayEffects")]
    [InlineData("[1,2,3,4]", "[1,2,-3,4]", "atZero")]
    public void Refuses_a_damaged_file_and_names_the_field(string found, string put, string place)
    {
        const string Whole = """
            {"format":"crminsights-bgnbd-covariates","version":1,"atZero":[1,2,3,4],"rateEffects":[0],"leaveEffects":[0],"stayEffects":[0],
            "logLikelihood":-1,"customers":1,"converged":true,"plainLogLikelihood":-1}
            """;
        var damaged = Encoding.UTF8.GetBytes(Whole.Replace(found, put, StringComparison.Ordinal));

        Should.Throw<InvalidDataException>(() => BgNbdCovariatesModel.Load(new MemoryStream(damaged))).Message.ShouldContain(place);
    }

    [Theory]
    [InlineData(float.NaN, 2f, "Covariate 0 of customer 0")]
    [InlineData(5f, 5f, "the same for all")]
    public void Names_the_covariate_that_does_not_fit(float first, float second, string expected)
    {
        var customers = new PurchaseSummaries([new(1, 2, 5), new(2, 3, 9)]);

        Should.Throw<ArgumentException>(() => BgNbdCovariates.Fit(customers, new FeatureMatrix([first, second], 2, 1), s_options, s_run)).Message.ShouldContain(expected);
    }

    static (PurchaseSummaries Customers, FeatureMatrix Covariates) TwoKinds(int count, double rate, double stay)
    {
        var first = new SimulatedCustomers(1).Geometric(count / 2, [0.6, 4, 0.8, 2.5], afterFirst: false);
        var second = new SimulatedCustomers(2).Geometric(count / 2, [0.6, 4 * Math.Exp(-rate), 0.8, 2.5 * Math.Exp(stay)], afterFirst: false);
        var covariates = Enumerable.Range(0, count).Select(row => row < count / 2 ? 0f : 1f).ToArray();
        return (new PurchaseSummaries([.. first, .. second]), new FeatureMatrix(covariates, count, 1));
    }

    static byte[] Bytes(BgNbdCovariatesModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
