using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

public sealed class PurchaseFitTests
{
    static readonly PurchaseModelOptions s_options = new();
    static readonly RunContext s_run = new();

    // Tolerances are about four standard errors at this number of customers.
    [Fact]
    public void Bg_nbd_recovers_what_it_drew()
    {
        var customers = new SimulatedCustomers(1).Geometric(60_000, [0.6, 4, 0.8, 2.5], afterFirst: false);

        var model = BgNbd.Fit(new PurchaseSummaries(customers), s_options, s_run);

        Parameters(model).ShouldBe([0.6, 4, 0.8, 2.5], 0.25);
        Forecast(model).ShouldBe(Forecast(new BgNbdModel([0.6, 4, 0.8, 2.5], model.Fit)), 0.01);
        model.Fit.Converged.ShouldBeTrue();
    }

    [Fact]
    public void Mbg_nbd_recovers_what_it_drew()
    {
        var customers = new SimulatedCustomers(2).Geometric(60_000, [0.6, 4, 0.8, 2.5], afterFirst: true);

        var model = MbgNbd.Fit(new PurchaseSummaries(customers), s_options, s_run);

        Parameters(model).ShouldBe([0.6, 4, 0.8, 2.5], 0.25);
        Forecast(model).ShouldBe(Forecast(new MbgNbdModel([0.6, 4, 0.8, 2.5], model.Fit)), 0.01);
        model.Fit.Converged.ShouldBeTrue();
    }

    [Fact]
    public void Pareto_nbd_recovers_what_it_drew()
    {
        var customers = new SimulatedCustomers(3).Pareto(60_000, [0.9, 4, 0.8, 12]);

        var model = ParetoNbd.Fit(new PurchaseSummaries(customers), s_options, s_run);

        new[] { model.R, model.Alpha, model.S }.ShouldBe([0.9, 4, 0.8], 0.15);
        model.Beta.ShouldBe(12, 2);
        Forecast(model).ShouldBe(Forecast(new ParetoNbdModel([0.9, 4, 0.8, 12], model.Fit)), 0.01);
        model.Fit.Converged.ShouldBeTrue();
    }

    [Fact]
    public void Gamma_gamma_recovers_what_it_drew()
    {
        var customers = new SimulatedCustomers(4).Spends(60_000, 6.25, 3.74, 15.44);

        var model = GammaGamma.Fit(new PurchaseSummaries(customers), s_options, s_run);

        new[] { model.P, model.Q }.ShouldBe([6.25, 3.74], 0.4);   // p and v trade off along a ridge
        (model.P * model.V).ShouldBe(6.25 * 15.44, 2);
        model.ExpectedSpend(0, 0).ShouldBe(6.25 * 15.44 / 2.74, 0.5);
    }

    [Fact]
    public void Every_fit_has_the_same_bits_for_any_order_and_number_of_threads()
    {
        var customers = new SimulatedCustomers(5).Geometric(9_000, [0.6, 4, 0.8, 2.5], afterFirst: false);
        var shuffled = (PurchaseSummary[])customers.Clone();
        new Random(6).Shuffle(shuffled);
        var parallel = new RunContext(MaxThreads: 3);

        Bytes(BgNbd.Fit(new PurchaseSummaries(shuffled), s_options, parallel)).ShouldBe(Bytes(BgNbd.Fit(new PurchaseSummaries(customers), s_options, s_run)));
        Bytes(ParetoNbd.Fit(new PurchaseSummaries(shuffled), s_options, parallel)).ShouldBe(Bytes(ParetoNbd.Fit(new PurchaseSummaries(customers), s_options, s_run)));
    }

    [Fact]
    public void Days_and_weeks_give_the_same_model()
    {
        var weeks = new SimulatedCustomers(7).Geometric(4_000, [0.6, 4, 0.8, 2.5], afterFirst: false);
        var days = weeks.Select(customer => customer with { Recency = 7 * customer.Recency, Age = 7 * customer.Age });

        var byWeek = BgNbd.Fit(new PurchaseSummaries(weeks), s_options, s_run);
        var byDay = BgNbd.Fit(new PurchaseSummaries(days), s_options, s_run);

        byDay.Alpha.ShouldBe(7 * byWeek.Alpha, 1e-4);
        byDay.ExpectedPurchases(70, 2, 140, 210).ShouldBe(byWeek.ExpectedPurchases(10, 2, 20, 30), 1e-6);
    }

    [Fact]
    public void Customers_who_never_leave_or_all_buy_alike_do_not_break_the_fit()
    {
        // Likelihood rises towards a / b = 0 and towards infinite r and alpha: there is no best point, only a limit.
        var faithful = Enumerable.Range(0, 500).Select(row => new PurchaseSummary(10, 50 - row % 5, 50)).ToArray();

        foreach (var model in new PurchaseModel[]
                 {
                     BgNbd.Fit(new PurchaseSummaries(faithful), s_options, s_run),
                     MbgNbd.Fit(new PurchaseSummaries(faithful), s_options, s_run),
                     ParetoNbd.Fit(new PurchaseSummaries(faithful), s_options, s_run),
                 })
        {
            model.ProbabilityAlive(10, 50, 50).ShouldBeGreaterThan(0.9);
            model.ExpectedPurchases(50, 10, 50, 50).ShouldBe(10, 1);
        }
    }

    [Fact]
    public void Converges_on_the_data_of_another_model()
    {
        var customers = new SimulatedCustomers(9).Geometric(4_000, [0.6, 4, 0.8, 2.5], afterFirst: false);
        var days = customers.Select(customer => customer with { Age = Math.Ceiling(7 * customer.Age), Recency = Math.Ceiling(7 * customer.Recency) });

        var model = ParetoNbd.Fit(new PurchaseSummaries(days), s_options, s_run);

        model.Fit.Converged.ShouldBeTrue();
        double.IsFinite(model.ExpectedPurchases(100, 3, 100, 200)).ShouldBeTrue();
    }

    [Fact]
    public void Survives_saving()
    {
        var customers = new PurchaseSummaries(new SimulatedCustomers(8).Spends(300, 6, 4, 15));
        var geometric = BgNbd.Fit(customers, s_options, s_run);

        BgNbdModel.Load(Saved(geometric)).ExpectedPurchases(10, 3, 20, 30).ShouldBe(geometric.ExpectedPurchases(10, 3, 20, 30));
        MbgNbdModel.Load(Saved(new MbgNbdModel([1, 2, 3, 4], geometric.Fit))).B.ShouldBe(4);
        ParetoNbdModel.Load(Saved(new ParetoNbdModel([1, 2, 3, 4], geometric.Fit))).Beta.ShouldBe(4);
        var spend = GammaGamma.Fit(customers, s_options, s_run);
        using var stream = new MemoryStream();
        spend.Save(stream);
        stream.Position = 0;
        GammaGammaModel.Load(stream).ExpectedSpend(3, 9).ShouldBe(spend.ExpectedSpend(3, 9));
    }

    [Fact]
    public void A_model_of_another_kind_is_refused_by_name()
    {
        var saved = Saved(new ParetoNbdModel([1, 2, 3, 4], new FitSummary(-1, 1, true)));

        Should.Throw<InvalidDataException>(() => BgNbdModel.Load(saved)).Message.ShouldContain("crminsights-bgnbd");
    }

    [Fact]
    public void A_negative_parameter_is_refused_by_name()
    {
        using var stream = new MemoryStream("""
            {"format":"crminsights-bgnbd","version":1,"r":1,"alpha":-2,"a":1,"b":1,"logLikelihood":-1,"customers":1,"converged":true}
            """u8.ToArray());

        Should.Throw<InvalidDataException>(() => BgNbdModel.Load(stream)).Message.ShouldContain("alpha");
    }

    [Fact]
    public void Refuses_customers_of_whom_nobody_came_back() =>
        Should.Throw<ArgumentException>(() => BgNbd.Fit(new PurchaseSummaries([new(0, 0, 5), new(0, 0, 9)]), s_options, s_run)).Message.ShouldContain("2 customers");

    [Fact]
    public void Refuses_spend_without_two_repeat_buyers() =>
        Should.Throw<ArgumentException>(() => GammaGamma.Fit(new PurchaseSummaries([new(1, 2, 5, 9), new(0, 0, 9)]), s_options, s_run)).Message.ShouldContain("1 customers");

    [Theory]
    [InlineData(-1, 0.0, 5.0)]
    [InlineData(1, 6.0, 5.0)]
    [InlineData(0, 1.0, 5.0)]
    [InlineData(2, 0.0, 0.0)]
    [InlineData(1, 1.0, double.NaN)]
    [InlineData(1, double.NaN, 5.0)]
    [InlineData(int.MaxValue, 1.0, 5.0)]
    public void Refuses_a_summary_that_contradicts_itself(int frequency, double recency, double age) =>
        Should.Throw<ArgumentException>(() => new PurchaseSummaries([new(1, 1, 5), new(frequency, recency, age)])).Message.ShouldContain("Customer 1");

    [Fact]
    public void Stops_when_cancelled() =>
        Should.Throw<OperationCanceledException>(() => BgNbd.Fit(new PurchaseSummaries([new(1, 1, 5)]), s_options, new RunContext(new CancellationToken(true))));

    static double[] Parameters(GeometricDropoutModel model) => [model.R, model.Alpha, model.A, model.B];

    static double Forecast(PurchaseModel model) => model.ExpectedPurchases(13, 3, 25, 33);

    static byte[] Bytes(PurchaseModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    static MemoryStream Saved(PurchaseModel model) => new(Bytes(model));
}
