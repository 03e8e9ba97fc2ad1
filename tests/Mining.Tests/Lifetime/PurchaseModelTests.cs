using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Lifetime.Internals;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class PurchaseModelTests
{
    static readonly FitSummary s_fit = new(0, 1, true);
    static readonly RunContext s_run = new();

    public static TheoryData<double[], PurchaseSummary> Customers()
    {
        var data = new TheoryData<double[], PurchaseSummary>();
        // alpha below, above and equal to beta; s (and a) on both sides of 1 and at 1; b below 1
        foreach (double[] parameters in new double[][] { [0.6, 4.4, 0.8, 2.4], [0.9, 30, 1, 2], [3, 5, 2.5, 5], [1.2, 2, 1.001, 40], [0.7, 8, 0.5, 0.6] })
            foreach (var customer in new PurchaseSummary[]
                     { new(0, 0, 0), new(0, 0, 30), new(1, 1e-3, 40), new(2, 30.43, 38.86), new(3, 20, 20), new(25, 30, 39), new(60, 51.9, 52) })
                data.Add(parameters, customer);
        return data;
    }

    [Theory, MemberData(nameof(Customers))]
    public void Bg_nbd_is_the_average_over_all_rates(double[] parameters, PurchaseSummary customer) =>
        Compare(new BgNbdModel(parameters, s_fit), new GeometricLikelihood(GroupOf(customer), 0), BruteForce.Geometric(parameters, false, customer, 26), (parameters, customer));

    [Theory, MemberData(nameof(Customers))]
    public void Mbg_nbd_is_the_average_over_all_rates(double[] parameters, PurchaseSummary customer) =>
        Compare(new MbgNbdModel(parameters, s_fit), new GeometricLikelihood(GroupOf(customer), 1), BruteForce.Geometric(parameters, true, customer, 26), (parameters, customer));

    [Theory, MemberData(nameof(Customers))]
    public void Pareto_nbd_is_the_average_over_all_rates(double[] parameters, PurchaseSummary customer) =>
        Compare(new ParetoNbdModel(parameters, s_fit), new ParetoLikelihood(GroupOf(customer)), BruteForce.Pareto(parameters, customer, 26), (parameters, customer));

    [Theory, MemberData(nameof(Customers))]
    public void Gradients_are_the_differences_of_the_likelihood(double[] parameters, PurchaseSummary customer)
    {
        foreach (var likelihood in new PurchaseLikelihood[]
                 { new GeometricLikelihood(GroupOf(customer), 0), new GeometricLikelihood(GroupOf(customer), 1), new ParetoLikelihood(GroupOf(customer)) })
        {
            var objective = likelihood.Objective(s_run);
            var point = Array.ConvertAll(parameters, Math.Log);
            var gradient = new double[4];
            objective(point, gradient);
            for (var i = 0; i < 4; i++) gradient[i].ShouldBe(Difference(objective, point, i), 1e-6 * Math.Max(1, Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void Bg_nbd_forecast_is_the_published_closed_form()
    {
        // Equation 10 of Fader, Hardie and Lee (2005), with Gauss's series summed as it stands; a > 1 keeps it away from its pole.
        double[] parameters = [0.243, 4.414, 1.793, 2.426];
        var model = new BgNbdModel(parameters, s_fit);
        foreach (var (x, recency, age, _) in new PurchaseSummary[] { new(2, 30.43, 38.86), new(0, 0, 38.86), new(12, 30, 33) })
        {
            var (r, alpha, a, b) = (parameters[0], parameters[1], parameters[2], parameters[3]);
            const double T = 39;
            var grown = Math.Pow((alpha + age) / (alpha + age + T), r + x) * Gauss(r + x, b + x, a + b + x - 1, T / (alpha + age + T));
            var odds = x == 0 ? 0 : a / (b + x - 1) * Math.Pow((alpha + age) / (alpha + recency), r + x);
            model.ExpectedPurchases(T, x, recency, age).ShouldBe((a + b + x - 1) / (a - 1) * (1 - grown) / (1 + odds), 1e-10);
        }
    }

    [Fact]
    public void Pareto_nbd_likelihood_is_the_published_difference_of_gauss_functions()
    {
        // Fader and Hardie (2005), "A Note on Deriving the Pareto/NBD Model", alpha above and below beta.
        foreach (var (r, alpha, s, beta) in new[] { (0.553, 10.578, 0.606, 11.669), (1.5, 9.0, 2.2, 4.0) })
            foreach (var customer in new PurchaseSummary[] { new(0, 0, 30), new(2, 10.43, 38.86), new(9, 12, 39) })
                new ParetoLikelihood(GroupOf(customer)).At([r, alpha, s, beta], s_run).ShouldBe(PublishedPareto(r, alpha, s, beta, customer), 1e-9);
    }

    [Fact]
    public void Without_repeat_purchase_only_bg_nbd_is_sure_that_the_customer_is_alive()
    {
        double[] parameters = [0.6, 4.4, 0.8, 2.4];

        new BgNbdModel(parameters, s_fit).ProbabilityAlive(0, 0, 300).ShouldBe(1);
        new MbgNbdModel(parameters, s_fit).ProbabilityAlive(0, 0, 300).ShouldBeLessThan(1);
        new ParetoNbdModel(parameters, s_fit).ProbabilityAlive(0, 0, 300).ShouldBeLessThan(1);
    }

    [Fact]
    public void Probabilities_and_forecasts_keep_their_order()
    {
        foreach (var model in Models())
        {
            double[] horizons = [0, 1e-6, 1, 10, 100, 1000, 1e5];
            horizons.Select(t => model.ExpectedPurchases(t, 5, 30, 40)).ShouldBeInOrder();
            horizons.Select(t => model.ProbabilityOfPurchase(t, 5, 30, 40)).ShouldBeInOrder();
            new double[] { 40, 60, 100, 1000, 1e5 }.Select(age => model.ProbabilityAlive(5, 40, age)).ShouldBeInOrder(SortDirection.Descending);
            horizons.ShouldAllBe(t => model.ProbabilityOfPurchase(t, 5, 30, 40) <= Math.Min(1, model.ExpectedPurchases(t, 5, 30, 40)) + 1e-12);
            new[] { 0.1, 0.5, 0.9 }.Select(share => model.WaitIfActive(share, 5, 40)).ShouldBeInOrder();
        }
    }

    [Theory]
    [InlineData(0.6, 3, 0.8, 2.4)]
    [InlineData(12.5, 40, 0.01, 0.02)]
    [InlineData(0.2, 900, 1, 60)]
    [InlineData(40, 700, 300, 900)]
    [InlineData(3, 20, 0.5, 1e-3)]
    [InlineData(1, 1e-3, 2, 3)]
    public void The_sum_over_purchases_is_the_average_over_coins(double shape, double growth, double a, double b)
    {
        var sum = SurvivedPurchases.Summed(shape, growth, a, b);

        SurvivedPurchases.Averaged(shape, growth, a, b).ShouldBe(sum, 1e-10 * sum);
    }

    /// <summary>The sum would have 10^16 terms and more.</summary>
    [Fact]
    public void A_horizon_without_end_is_answered_at_once()
    {
        foreach (var model in Models())
        {
            new[] { 1e9, 1e12, 1e100 }.Select(horizon => model.ExpectedPurchases(horizon, 2, 3, 4)).ShouldBeInOrder();
            double.IsFinite(model.ExpectedPurchases(1e100, 0, 0, 0)).ShouldBeTrue();
        }
        // With a above 1 the customer leaves after (a + b - 1) / (a - 1) purchases in the mean.
        new BgNbdModel([0.6, 4, 3, 5], s_fit).ExpectedPurchases(1e100, 0, 0, 0).ShouldBe(7 / 2.0, 1e-9);
    }

    [Fact]
    public void Hundreds_of_purchases_in_days_neither_overflow_nor_vanish()
    {
        foreach (var model in Models())
            foreach (var x in new[] { 200, 999, 20_000 })
                foreach (var recency in new[] { 1.0, 3_000, 7_299, 7_300 })
                {
                    model.ProbabilityAlive(x, recency, 7_300).ShouldBeInRange(0, 1);
                    double.IsFinite(model.ExpectedPurchases(365, x, recency, 7_300)).ShouldBeTrue();
                    model.ProbabilityOfPurchase(365, x, recency, 7_300).ShouldBeInRange(0, 1);
                }
    }

    [Fact]
    public void Median_wait_halves_the_chance_of_waiting()
    {
        var model = new BgNbdModel([0.6, 4.4, 0.8, 2.4], s_fit);

        model.ProbabilityOfPurchase(model.WaitIfActive(0.5, 0, 40), 0, 0, 40).ShouldBe(0.5, 1e-12);   // x = 0: alive for sure
    }

    [Theory]
    [InlineData(-1.0, 1, 0.0, 1.0)]
    [InlineData(1.0, -1, 0.0, 1.0)]
    [InlineData(1.0, 1, 2.0, 1.0)]
    [InlineData(1.0, 1, double.NaN, 1.0)]
    [InlineData(double.PositiveInfinity, 1, 0.0, 1.0)]
    public void Refuses_an_impossible_history(double horizon, int frequency, double recency, double age) =>
        Models().ShouldAllBe(model => Should.Throw<ArgumentOutOfRangeException>(() => model.ExpectedPurchases(horizon, frequency, recency, age), "") != null);

    static PurchaseModel[] Models()
    {
        double[] parameters = [0.6, 4.4, 0.8, 2.4];
        return [new BgNbdModel(parameters, s_fit), new MbgNbdModel(parameters, s_fit), new ParetoNbdModel(parameters, s_fit)];
    }

    static PurchaseGroups GroupOf(PurchaseSummary customer) => new PurchaseSummaries([customer]).Groups;

    static void Compare(PurchaseModel model, PurchaseLikelihood likelihood, BruteForce expected, (double[] Parameters, PurchaseSummary Customer) given)
    {
        var (x, recency, age, _) = given.Customer;
        likelihood.At(given.Parameters, s_run).ShouldBe(Math.Log(expected.Likelihood), 1e-8);
        model.ProbabilityAlive(x, recency, age).ShouldBe(expected.Alive, 1e-8);
        model.ExpectedPurchases(26, x, recency, age).ShouldBe(expected.Purchases, 1e-8 * Math.Max(1, expected.Purchases));
        model.ProbabilityOfPurchase(26, x, recency, age).ShouldBe(expected.AnyPurchase, 1e-8);
    }

    static double Difference(SmoothFunction objective, double[] point, int parameter)
    {
        const double Step = 1e-5;
        double At(double shift) => objective([.. point.Select((value, i) => i == parameter ? value + shift : value)], new double[4]);
        return (At(Step) - At(-Step)) / (2 * Step);
    }

    static double PublishedPareto(double r, double alpha, double s, double beta, PurchaseSummary customer)
    {
        var (x, recency, age, _) = customer;
        var (larger, smaller, second) = alpha >= beta ? (alpha, beta, s + 1) : (beta, alpha, r + x);
        double Part(double time) => Gauss(r + s + x, second, r + s + x + 1, (larger - smaller) / (larger + time)) / Math.Pow(larger + time, r + s + x);
        var inner = 1 / (Math.Pow(alpha + age, r + x) * Math.Pow(beta + age, s)) + s / (r + s + x) * (Part(recency) - Part(age));
        var rising = Enumerable.Range(0, x).Sum(k => Math.Log(r + k));
        return rising + r * Math.Log(alpha) + s * Math.Log(beta) + Math.Log(inner);
    }

    static double Gauss(double a, double b, double c, double z)
    {
        var (term, sum) = (1.0, 1.0);
        for (var k = 0; k < 100_000 && Math.Abs(term) > 1e-18 * Math.Abs(sum); k++)
        {
            term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
            sum += term;
        }
        return sum;
    }
}
