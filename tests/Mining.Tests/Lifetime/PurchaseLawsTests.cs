using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>What holds for every purchase model whatever the customers.</summary>
public sealed class PurchaseLawsTests
{
    static readonly PurchaseModelOptions s_options = new();
    static readonly RunContext s_run = new();

    public static TheoryData<string> Models => ["nbd", "bgnbd", "mbgnbd", "paretonbd"];

    /// <summary>A likelihood is a density in each purchase's time: in a unit seven times as short it has ln 7 less a purchase.</summary>
    [Theory, MemberData(nameof(Models))]
    public void Days_instead_of_weeks_scale_times_and_shift_the_likelihood(string name)
    {
        var weeks = Drawn();
        var days = weeks.Select(customer => customer with { Recency = 7 * customer.Recency, Age = 7 * customer.Age });

        var (byWeek, byDay) = (Fit(name, weeks), Fit(name, days));

        byDay.Fit.LogLikelihood.ShouldBe(byWeek.Fit.LogLikelihood - Math.Log(7) * weeks.Sum(customer => (double)customer.Frequency), 1e-5);
        byDay.ExpectedPurchases(91, 3, 140, 210).ShouldBe(byWeek.ExpectedPurchases(13, 3, 20, 30), 1e-4);
        byDay.ProbabilityAlive(3, 140, 210).ShouldBe(byWeek.ProbabilityAlive(3, 20, 30), 1e-4);
    }

    [Theory, MemberData(nameof(Models))]
    public void Everyone_twice_doubles_the_likelihood_and_nothing_else(string name)
    {
        var (once, twice) = (Fit(name, Drawn()), Fit(name, [.. Drawn(), .. Drawn()]));

        twice.Fit.LogLikelihood.ShouldBe(2 * once.Fit.LogLikelihood, 1e-5);
        twice.ExpectedPurchases(13, 3, 20, 30).ShouldBe(once.ExpectedPurchases(13, 3, 20, 30), 1e-4);
    }

    [Theory, MemberData(nameof(Models))]
    public void Neither_order_nor_threads_nor_saving_change_a_bit(string name)
    {
        var customers = Drawn();
        var shuffled = (PurchaseSummary[])customers.Clone();
        new Random(4).Shuffle(shuffled);

        var model = Bytes(Fit(name, customers));

        Bytes(Fit(name, shuffled, new RunContext(MaxThreads: 2))).ShouldBe(model);
        Bytes(Load(name, model)).ShouldBe(model);
    }

    [Theory, MemberData(nameof(Models))]
    public void One_customer_is_enough_for_an_answer(string name)
    {
        var model = Fit(name, [new(3, 20, 30)]);

        double.IsFinite(model.ExpectedPurchases(13, 3, 20, 30)).ShouldBeTrue();
        model.ProbabilityAlive(3, 20, 30).ShouldBeInRange(0, 1);
        model.ProbabilityOfPurchase(13, 0, 0, 30).ShouldBeInRange(0, 1);
    }

    [Theory, MemberData(nameof(Models))]
    public void Nobody_who_came_back_and_nobody_at_all_are_refused(string name)
    {
        Should.Throw<ArgumentException>(() => Fit(name, [new(0, 0, 5), new(0, 0, 9)])).Message.ShouldContain("2 customers");
        Should.Throw<ArgumentException>(() => Fit(name, [])).Message.ShouldContain("No customer");
    }

    [Fact]
    public void Cents_instead_of_dollars_scale_the_spend_alone()
    {
        var dollars = new SimulatedCustomers(3).Spends(400, 6.25, 3.74, 15.44);
        var cents = dollars.Select(customer => customer with { MeanSpend = 100 * customer.MeanSpend });

        var (inDollars, inCents) = (GammaGamma.Fit(new(dollars), s_options, s_run), GammaGamma.Fit(new(cents), s_options, new RunContext(MaxThreads: 2)));

        inCents.V.ShouldBe(100 * inDollars.V, 0.05);
        inCents.ExpectedSpend(3, 4_000).ShouldBe(100 * inDollars.ExpectedSpend(3, 40), 0.05);
        inCents.Fit.LogLikelihood.ShouldBe(inDollars.Fit.LogLikelihood - Math.Log(100) * inDollars.Fit.CustomerCount, 1e-5);
    }

    /// <summary>Returns and free samples leave a mean that a gamma distribution cannot have.</summary>
    [Fact]
    public void Customers_whose_mean_is_nothing_or_less_do_not_count_for_spend()
    {
        PurchaseSummary[] paying = [new(2, 5, 9, 12), new(4, 6, 9, 30), new(1, 3, 9, 7)];

        var model = GammaGamma.Fit(new([.. paying, new(3, 5, 9, -4), new(1, 5, 9, 0)]), s_options, s_run);

        model.Fit.CustomerCount.ShouldBe(3);
        model.P.ShouldBe(GammaGamma.Fit(new(paying), s_options, s_run).P);
        Should.Throw<ArgumentException>(() => new PurchaseSummaries([new(1, 1, 5, double.PositiveInfinity)])).Message.ShouldContain("mean spend");
    }

    [Fact]
    public void Bg_bb_sees_neither_order_nor_threads_and_doubles_with_everyone_twice()
    {
        var random = new Random(8);
        var customers = Enumerable.Range(0, 300).Select(_ =>
        {
            var recency = random.Next(7);
            return new OpportunitySummary(recency == 0 ? 0 : random.Next(1, recency + 1), recency, 6);
        }).ToArray();

        var once = BgBb.Fit(customers, s_options, s_run);
        var reversed = BgBb.Fit([.. customers.Reverse()], s_options, new RunContext(MaxThreads: 2));
        var twice = BgBb.Fit([.. customers, .. customers], s_options, s_run);

        new[] { reversed.Alpha, reversed.Beta, reversed.Gamma, reversed.Delta }.ShouldBe([once.Alpha, once.Beta, once.Gamma, once.Delta]);
        twice.Fit.LogLikelihood.ShouldBe(2 * once.Fit.LogLikelihood, 1e-6);
        Should.Throw<ArgumentException>(() => BgBb.Fit([new(0, 0, 6)], s_options, s_run)).Message.ShouldContain("None of the 1 customers");
    }

    /// <summary>The size at which the usual open-source package gives up; tolerances are about four standard errors.</summary>
    [Fact]
    public void Converges_for_a_million_customers()
    {
        double[] drawn = [0.6, 4, 0.8, 2.5];
        var customers = new PurchaseSummaries(new SimulatedCustomers(21).Geometric(1_000_000, drawn, afterFirst: false)
            .Select(customer => customer with { Recency = Math.Round(customer.Recency, 1), Age = Math.Round(customer.Age, 1) }).Select(customer => customer with { Recency = Math.Min(customer.Recency, customer.Age) }));

        var model = BgNbd.Fit(customers, s_options, new RunContext(MaxThreads: 2));

        model.Fit.Converged.ShouldBeTrue();
        new[] { model.R, model.Alpha, model.A, model.B }.ShouldBe(drawn, 0.06);
    }

    static PurchaseSummary[] Drawn() => new SimulatedCustomers(17).Pareto(3_000, [0.9, 4, 0.8, 12]);

    static PurchaseModel Fit(string name, IEnumerable<PurchaseSummary> customers, RunContext? run = null) => name switch
    {
        "nbd" => Nbd.Fit(new(customers), s_options, run ?? s_run),
        "bgnbd" => BgNbd.Fit(new(customers), s_options, run ?? s_run),
        "mbgnbd" => MbgNbd.Fit(new(customers), s_options, run ?? s_run),
        _ => ParetoNbd.Fit(new(customers), s_options, run ?? s_run),
    };

    static PurchaseModel Load(string name, byte[] saved) => name switch
    {
        "nbd" => NbdModel.Load(new MemoryStream(saved)),
        "bgnbd" => BgNbdModel.Load(new MemoryStream(saved)),
        "mbgnbd" => MbgNbdModel.Load(new MemoryStream(saved)),
        _ => ParetoNbdModel.Load(new MemoryStream(saved)),
    };

    static byte[] Bytes(PurchaseModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
