using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class BgBbTests
{
    // Donors by frequency, recency and count, six opportunities each: Fader, Hardie and Shang (2010), Marketing Science 29(6), table 1.
    static readonly int[] s_donors =
    [
        6, 6, 1203, 5, 6, 728, 4, 6, 512, 3, 6, 357, 2, 6, 234, 1, 6, 129, 5, 5, 335, 4, 5, 284, 3, 5, 225, 2, 5, 173, 1, 5, 119,
        4, 4, 240, 3, 4, 181, 2, 4, 155, 1, 4, 78, 3, 3, 322, 2, 3, 255, 1, 3, 129, 2, 2, 613, 1, 2, 277, 1, 1, 1091, 0, 0, 3464,
    ];

    [Fact]
    public void Has_the_published_parameters_and_forecasts_of_the_donors()
    {
        var model = FitDonors();

        new[] { model.Alpha, model.Beta, model.Gamma, model.Delta }.ShouldBe([1.204, 0.750, 0.657, 2.783], 1e-3);
        model.Fit.LogLikelihood.ShouldBe(-33225.58, 5e-3);
        model.Fit.CustomerCount.ShouldBe(11_104);
        model.ExpectedPurchases(5, new OpportunitySummary(0, 0, 6)).ShouldBe(0.07, 5e-3);
        model.ExpectedPurchases(5, new OpportunitySummary(6, 6, 6)).ShouldBe(3.75, 5e-3);
    }

    /// <summary>The vignette of the R package BTYD 2.4.3 (CRAN), sections 5.2 to 5.4, to the digits that two searches for the optimum share.</summary>
    [Fact]
    public void Has_the_forecasts_of_the_walkthrough()
    {
        var model = FitDonors();

        new[] { model.Alpha, model.Beta, model.Gamma, model.Delta }.ShouldBeNear([1.203528, 0.7497260, 0.6567808, 2.783796]);
        new[] { Forecast(10, 0, 0, 0), Forecast(10, 0, 0, 6), Forecast(10, 4, 5, 6) }.ShouldBeNear([3.179805, 0.1302169, 3.627858]);
        Means(donor => donor[0]).ShouldBeNear([0.07286318, 0.3248841, 0.7089417, 1.333666, 2.031203, 2.784482, 3.752500]);
        Means(donor => donor[1]).ShouldBeNear([0.07286318, 0.0856939, 0.1798423, 0.4041111, 0.8510811, 1.726323, 3.027190]);

        double Forecast(int ahead, int frequency, int recency, int opportunities) => model.ExpectedPurchases(ahead, new OpportunitySummary(frequency, recency, opportunities));
        double[] Means(Func<int[], int> kind) => [.. s_donors.Chunk(3).GroupBy(kind).OrderBy(group => group.Key)
            .Select(group => group.Sum(donor => donor[2] * Forecast(5, donor[0], donor[1], 6)) / group.Sum(donor => donor[2]))];
    }

    /// <summary>Table 6 of the paper, active in the year after: no gift since the first, two gifts until the fourth year, and every year.</summary>
    [Fact]
    public void Has_the_published_probabilities_of_being_active()
    {
        var model = FitDonors();

        new OpportunitySummary[] { new(0, 0, 6), new(2, 4, 6), new(6, 6, 6) }.Select(model.ProbabilityAlive).ShouldBe([0.11, 0.59, 0.93], 6e-3);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, 5)]
    [InlineData(2, 3, 5)]
    [InlineData(4, 4, 4)]
    public void Is_the_average_over_all_probabilities(int frequency, int recency, int opportunities)
    {
        double[] parameters = [1.2, 0.75, 1.7, 2.8];
        var (likelihood, alive, purchases) = Average(parameters, frequency, recency, opportunities, 7);

        var customer = new OpportunitySummary(frequency, recency, opportunities);
        var model = new BgBbModel(parameters, new FitSummary(0, 1, true));

        new OpportunityLikelihood([customer]).At(parameters, new RunContext()).ShouldBe(Math.Log(likelihood), 1e-9);
        model.ProbabilityAlive(customer).ShouldBe(alive, 1e-9);
        model.ExpectedPurchases(7, customer).ShouldBe(purchases, 1e-9);
    }

    [Fact]
    public void Gradient_is_the_difference_of_the_likelihood()
    {
        var objective = new OpportunityLikelihood([new(2, 3, 9), new(0, 0, 4), new(5, 5, 5)]).Objective(new RunContext());
        double[] point = [0.2, -0.3, 0.5, 1];
        var gradient = new double[4];
        objective(point, gradient);

        for (var i = 0; i < 4; i++)
        {
            double At(double shift) => objective([.. point.Select((value, at) => at == i ? value + shift : value)], new double[4]);
            gradient[i].ShouldBe((At(1e-5) - At(-1e-5)) / 2e-5, 1e-8);
        }
    }

    [Fact]
    public void Survives_saving()
    {
        using var stream = new MemoryStream();
        new BgBbModel([1, 2, 3, 4], new FitSummary(-1, 1, true)).Save(stream);
        stream.Position = 0;

        BgBbModel.Load(stream).Delta.ShouldBe(4);
    }

    [Fact]
    public void Refuses_a_history_that_contradicts_itself() =>
        Should.Throw<ArgumentException>(() => BgBb.Fit([new(1, 1, 1), new(3, 2, 5)], new PurchaseModelOptions(), new RunContext())).Message.ShouldContain("Customer 1");

    static BgBbModel FitDonors() => BgBb.Fit(
        [.. s_donors.Chunk(3).SelectMany(group => Enumerable.Repeat(new OpportunitySummary(group[0], group[1], 6), group[2]))], new PurchaseModelOptions(), new RunContext());

    // The two mixing distributions on a grid of log-odds, the story of one customer in between.
    static (double Likelihood, double Alive, double Purchases) Average(double[] parameters, int x, int last, int n, int ahead)
    {
        var (likelihood, alive, purchases) = (0.0, 0.0, 0.0);
        foreach (var (p, buyingWeight) in Grid(parameters[0], parameters[1]))
            foreach (var (theta, leavingWeight) in Grid(parameters[2], parameters[3]))
            {
                var weight = buyingWeight * leavingWeight;
                double Story(int active) => Math.Pow(p, x) * Math.Pow(1 - p, active - x) * Math.Pow(1 - theta, active);
                likelihood += weight * (Story(n) + Enumerable.Range(last, n - last).Sum(active => Story(active) * theta));
                alive += weight * Story(n) * (1 - theta);
                purchases += weight * Story(n) * Enumerable.Range(1, ahead).Sum(step => p * Math.Pow(1 - theta, step));
            }
        return (likelihood, alive / likelihood, purchases / likelihood);
    }

    static IEnumerable<(double At, double Weight)> Grid(double a, double b)
    {
        var points = Enumerable.Range(-300, 601).Select(step => 1 / (1 + Math.Exp(-step * 0.12))).Select(p => (At: p, Density: Math.Pow(p, a) * Math.Pow(1 - p, b))).ToArray();
        var sum = points.Sum(point => point.Density);
        return points.Select(point => (point.At, point.Density / sum));
    }
}
