using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class NbdTests
{
    static readonly PurchaseModelOptions s_options = new();
    static readonly RunContext s_run = new();
    static readonly FitSummary s_fit = new(0, 1, true);

    [Theory]
    [InlineData(0, 0.0, 30.0)]
    [InlineData(2, 12.0, 30.0)]
    [InlineData(40, 29.0, 30.0)]
    public void Is_the_limit_of_the_models_in_which_nobody_leaves(int frequency, double recency, double age)
    {
        double[] nobodyLeaves = [0.6, 4.4, 1e-9, 1e3];
        var groups = new PurchaseSummaries([new(frequency, recency, age)]).Groups;
        var (limit, model) = (new MbgNbdModel(nobodyLeaves, s_fit), new NbdModel([0.6, 4.4], s_fit));

        new CountLikelihood(groups).At([0.6, 4.4], s_run).ShouldBe(new GeometricLikelihood(groups, 1).At(nobodyLeaves, s_run), 1e-6);
        model.ProbabilityAlive(frequency, recency, age).ShouldBe(1);
        model.ExpectedPurchases(26, frequency, recency, age).ShouldBe(limit.ExpectedPurchases(26, frequency, recency, age), 1e-6);
        model.ProbabilityOfPurchase(26, frequency, recency, age).ShouldBe(limit.ProbabilityOfPurchase(26, frequency, recency, age), 1e-6);
    }

    [Fact]
    public void Gradients_are_the_differences_of_the_likelihood()
    {
        var objective = new CountLikelihood(new PurchaseSummaries([new(3, 20, 26), new(0, 0, 9)]).Groups).Objective(s_run);
        double[] point = [Math.Log(0.7), Math.Log(8)];
        double At(int parameter, double shift) => objective([.. point.Select((value, i) => i == parameter ? value + shift : value)], new double[2]);

        var gradient = new double[2];
        objective(point, gradient);

        gradient.ShouldBe([.. new[] { 0, 1 }.Select(i => (At(i, 1e-5) - At(i, -1e-5)) / 2e-5)], 1e-6);
    }

    [Fact]
    public void The_likelihood_of_leaving_rises_beyond_chance_only_where_customers_leave()
    {
        // 13.8 is the 99.9 % point of chi-square with two degrees of freedom. Shape s 1e-9: nobody leaves.
        Gain(new SimulatedCustomers(11).Pareto(5_000, [0.9, 4, 0.8, 12])).ShouldBeGreaterThan(100);
        Gain(new SimulatedCustomers(12).Pareto(5_000, [0.9, 4, 1e-9, 12])).ShouldBeInRange(-1e-3, 13.8);
    }

    [Fact]
    public void Survives_saving()
    {
        using var stream = new MemoryStream();
        new NbdModel([0.6, 4.4], s_fit).Save(stream);
        stream.Position = 0;

        NbdModel.Load(stream).ExpectedPurchases(10, 3, 20, 30).ShouldBe(3.6 / 34.4 * 10, 1e-12);
    }

    static double Gain(PurchaseSummary[] drawn)
    {
        var customers = new PurchaseSummaries(drawn);
        return 2 * (ParetoNbd.Fit(customers, s_options, s_run).Fit.LogLikelihood - Nbd.Fit(customers, s_options, s_run).Fit.LogLikelihood);
    }
}
