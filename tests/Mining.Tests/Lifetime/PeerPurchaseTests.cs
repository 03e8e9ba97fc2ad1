using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>
/// The same 240 customers in the Python package lifetimes (Lifetimes/make.py) and, for Pareto/NBD, the R package BTYD (Btyd/make.R); BG/NBD with covariates in a likelihood
/// written with numpy from the paper (Numpy/make.py). Optima are flat: searches that agree on the likelihood to 1e-6 leave parameters 1e-3 apart.
/// </summary>
public sealed class PeerPurchaseTests
{
    static readonly PeerFigures s_lifetimes = PeerFigures.Of("Lifetime", "Lifetimes");
    static readonly PurchaseModelOptions s_options = new();
    static readonly RunContext s_run = new();

    [Fact]
    public void Bg_nbd_is_that_of_lifetimes()
    {
        var model = BgNbd.Fit(Customers(), s_options, s_run);

        Compare(model, s_lifetimes, "bgnbd");
        new[] { model.R, model.Alpha, model.A, model.B }.ShouldBeNear(s_lifetimes["bgnbd.parameters"]);
    }

    [Fact]
    public void Mbg_nbd_is_that_of_lifetimes()
    {
        var model = MbgNbd.Fit(Customers(), s_options, s_run);

        Compare(model, s_lifetimes, "mbgnbd");
        new[] { model.R, model.Alpha, model.A, model.B }.ShouldBeNear(s_lifetimes["mbgnbd.parameters"]);
    }

    [Fact]
    public void Pareto_nbd_is_that_of_BTYD()
    {
        var figures = PeerFigures.Of("Lifetime", "Btyd");

        var model = ParetoNbd.Fit(Customers(), s_options, s_run);

        Compare(model, figures, "paretonbd");
        new[] { model.R, model.Alpha, model.S, model.Beta }.ShouldBeNear(figures["paretonbd.parameters"]);
    }

    [Fact]
    public void Gamma_gamma_is_that_of_lifetimes()
    {
        var model = GammaGamma.Fit(Customers(), s_options, s_run);

        model.Fit.LogLikelihood.ShouldBe(s_lifetimes.Number("gammagamma.likelihood"), 1e-6);
        new[] { model.P, model.Q, model.V }.ShouldBeNear(s_lifetimes["gammagamma.parameters"]);
        new[] { model.ExpectedSpend(1, 20), model.ExpectedSpend(4, 90), model.ExpectedSpend(30, 33) }.ShouldBeNear(s_lifetimes["gammagamma.spend"]);
    }

    [Fact]
    public void Bg_bb_is_that_of_lifetimes()
    {
        var recencies = s_lifetimes.Integers("bgbb.recency");
        var customers = s_lifetimes.Integers("bgbb.frequency").Select((frequency, row) => new OpportunitySummary(frequency, recencies[row], 8)).ToArray();
        OpportunitySummary[] asked = [new(0, 0, 8), new(3, 5, 8), new(8, 8, 8), new(2, 8, 8)];

        var model = BgBb.Fit(customers, s_options, s_run);

        model.Fit.LogLikelihood.ShouldBe(s_lifetimes.Number("bgbb.likelihood"), 1e-6);
        new[] { model.Alpha, model.Beta, model.Gamma, model.Delta }.ShouldBeNear(s_lifetimes["bgbb.parameters"]);
        asked.Select(model.ProbabilityAlive).ToArray().ShouldBeNear(s_lifetimes["bgbb.alive"]);
        asked.Select(customer => model.ExpectedPurchases(5, customer)).ToArray().ShouldBeNear(s_lifetimes["bgbb.purchases"]);
    }

    [Fact]
    public void Covariates_have_the_effects_that_the_likelihood_of_the_paper_has()
    {
        var figures = PeerFigures.Of("Lifetime", "Numpy");

        var model = BgNbdCovariates.Fit(Summaries(figures), figures.Rows("z", 2), s_options, s_run);

        model.Fit.LogLikelihood.ShouldBe(figures.Number("likelihood"), 1e-5);
        model.RateEffects.ToArray().ShouldBe(figures["rate"], 1e-3);
        model.LeaveEffects.ToArray().ShouldBe(figures["leave"], 3e-3);
        model.StayEffects.ToArray().ShouldBe(figures["stay"], 3e-3);
        var atZero = model.For([0, 0]);
        new[] { atZero.Alpha, atZero.A, atZero.B }.ShouldBeNear(figures["alpha.a.b"]);
    }

    static void Compare(PurchaseModel model, PeerFigures figures, string name)
    {
        model.Fit.LogLikelihood.ShouldBe(figures.Number($"{name}.likelihood"), 1e-5);
        var asked = s_lifetimes["ask"].Chunk(3).ToArray();
        asked.Select(customer => model.ProbabilityAlive((int)customer[0], customer[1], customer[2])).ToArray().ShouldBeNear(figures[$"{name}.alive"]);
        asked.Select(customer => model.ExpectedPurchases(26, (int)customer[0], customer[1], customer[2])).ToArray().ShouldBeNear(figures[$"{name}.purchases"]);
    }

    static PurchaseSummaries Customers() => Summaries(s_lifetimes, "spend");

    static PurchaseSummaries Summaries(PeerFigures figures, string? spend = null)
    {
        var (recencies, ages, amounts) = (figures["recency"], figures["T"], spend is null ? null : figures[spend]);
        return new PurchaseSummaries(figures.Integers("frequency").Select((frequency, row) => new PurchaseSummary(frequency, recencies[row], ages[row], amounts?[row] ?? 0)));
    }
}

/// <summary>A comparison of two optima.</summary>
static class Optima
{
    public static void ShouldBeNear(this double[] found, double[] expected)
    {
        found.Length.ShouldBe(expected.Length);
        for (var place = 0; place < found.Length; place++) found[place].ShouldBe(expected[place], 1e-3 * Math.Abs(expected[place]), $"number {place}");
    }
}
