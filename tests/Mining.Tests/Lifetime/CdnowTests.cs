using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Mining.Tests.Lifetime;

// Figures as printed: BG/NBD in Fader, Hardie and Lee (2005), Marketing Science 24(2); Pareto/NBD in the same paper's comparison; Gamma-Gamma in Fader and Hardie (2013),
// "The Gamma-Gamma Model of Monetary Value". Walkthrough: the vignette "Buy 'Til You Die - A Walkthrough" of the R package BTYD 2.4.3 (CRAN), sections 3.2 and 3.3 on Pareto/NBD,
// 4.2 and 4.3 on BG/NBD. Its optima stop a little early, so forecasts from ours differ in the fourth digit. MBG/NBD's parameters are those that the package lifetimes (0.11.3,
// tests/test_estimation.py) takes over from BTYDplus; its likelihood, and that of Gamma-Gamma, is what the likelihood functions of lifetimes have at their highest point on these customers.
public sealed class CdnowTests
{
    static readonly PurchaseModelOptions s_options = new();
    static readonly RunContext s_run = new();

    [CdnowFact]
    public void Bg_nbd_has_the_published_parameters_and_forecast()
    {
        var model = BgNbd.Fit(new PurchaseSummaries(Cdnow.Summaries()), s_options, s_run);

        model.R.ShouldBe(0.243, 5e-4);
        model.Alpha.ShouldBe(4.414, 5e-4);
        model.A.ShouldBe(0.793, 5e-4);
        model.B.ShouldBe(2.426, 5e-4);
        model.Fit.LogLikelihood.ShouldBe(-9582.429, 0.01);
        model.Fit.Converged.ShouldBeTrue();
        model.ExpectedPurchases(39, 2, 30.43, 38.86).ShouldBe(1.226, 5e-4);
    }

    /// <summary>A new customer's repeat purchases by the week: the spreadsheet of Fader, Hardie and Lee's note on BG/NBD in Excel, as quoted by the tests of lifetimes.</summary>
    [CdnowFact]
    public void Bg_nbd_has_the_forecasts_of_the_authors_spreadsheet()
    {
        var model = BgNbd.Fit(new PurchaseSummaries(Cdnow.Summaries()), s_options, s_run);

        new[] { 1 / 7.0, 1, 3, 223 / 7.0, 32 }.Select(weeks => model.ExpectedPurchases(weeks, 0, 0, 0)).ShouldBe([0.0078, 0.0532, 0.1506, 1.0405, 1.0437], 5e-5);
    }

    [CdnowFact]
    public void Bg_nbd_has_the_forecasts_of_the_walkthrough()
    {
        var model = BgNbd.Fit(new PurchaseSummaries(Histories().Select(history => history.Summary)), s_options, s_run);

        new[] { model.R, model.Alpha, model.A, model.B }.ShouldBeNear([0.2425967, 4.413659, 0.7929869, 2.426164]);
        model.Fit.LogLikelihood.ShouldBe(-9582.429, 5e-4);
        ShouldForecast(model, year: 1.444004, customer1516: (25.75659, 0.9688523), paradox: [0.3474606, 0.04283391, 0.004158973, 0.0003583685]);
        ByFrequency(model).ShouldBeNear([0.2250893, 0.5231364, 1.044126, 1.520256, 2.163824, 2.653789, 3.503957, 6.157036]);
    }

    [CdnowFact]
    public void Pareto_nbd_has_the_published_parameters()
    {
        var model = ParetoNbd.Fit(new PurchaseSummaries(Cdnow.Summaries()), s_options, s_run);

        model.R.ShouldBe(0.553, 5e-4);
        model.Alpha.ShouldBe(10.578, 1.5e-3);   // printed from a spreadsheet's optimum, which stops a little early
        model.S.ShouldBe(0.606, 5e-4);
        model.Beta.ShouldBe(11.669, 3e-3);
        model.Fit.LogLikelihood.ShouldBe(-9594.976, 0.01);
        model.Fit.Converged.ShouldBeTrue();
    }

    [CdnowFact]
    public void Pareto_nbd_has_the_forecasts_of_the_walkthrough()
    {
        var model = ParetoNbd.Fit(new PurchaseSummaries(Histories().Select(history => history.Summary)), s_options, s_run);

        new[] { model.R, model.Alpha, model.S, model.Beta }.ShouldBeNear([0.553, 10.58, 0.606, 11.658]);
        model.Fit.LogLikelihood.ShouldBe(-9594.976, 1e-3);
        ShouldForecast(model, year: 1.473434, customer1516: (25.45647, 0.997874), paradox: [0.7062289, 0.1442396, 0.02250658, 0.00309267]);
        ByFrequency(model).ShouldBe([0.138, 0.600, 1.196, 1.714, 2.399, 2.907, 3.819, 6.403], 1e-3);
    }

    [CdnowFact]
    public void Mbg_nbd_has_the_published_parameters_and_the_likelihood_of_lifetimes()
    {
        var model = MbgNbd.Fit(new PurchaseSummaries(Cdnow.Summaries()), s_options, s_run);

        new[] { model.R, model.Alpha, model.A, model.B }.ShouldBe([0.525, 6.183, 0.891, 1.614], 5e-4);
        model.Fit.LogLikelihood.ShouldBe(-9582.1327, 1e-3);
        model.Fit.Converged.ShouldBeTrue();
    }

    [CdnowFact]
    public void Gamma_gamma_has_the_published_parameters()
    {
        var model = GammaGamma.Fit(new PurchaseSummaries(Cdnow.Summaries()), s_options, s_run);

        model.P.ShouldBe(6.25, 5e-3);
        model.Q.ShouldBe(3.74, 5e-3);
        model.V.ShouldBe(15.44, 2e-2);
        model.Fit.LogLikelihood.ShouldBe(-4055.9232, 1e-3);
        model.Fit.CustomerCount.ShouldBe(946);
    }

    /// <summary>Mean spend of the first ten customers: the spreadsheet of Fader and Hardie's note on Gamma-Gamma, as quoted by the tests of lifetimes.</summary>
    [CdnowFact]
    public void Gamma_gamma_has_the_forecasts_of_the_authors_spreadsheet()
    {
        var model = GammaGamma.Fit(new PurchaseSummaries(Cdnow.Summaries()), s_options, s_run);

        Cdnow.Summaries().Take(10).Select(customer => model.ExpectedSpend(customer.Frequency, customer.MeanSpend))
            .ShouldBe([24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17], 0.06);   // the sheet has the parameters to two digits
    }

    [CdnowFact]
    public void Single_purchases_give_the_published_summaries()
    {
        var built = Histories().OrderBy(history => history.Customer, StringComparer.Ordinal).ToArray();

        var published = Cdnow.Summaries();
        built.Length.ShouldBe(published.Length);
        built.Select(history => history.Summary.Frequency).ShouldBe(published.Select(summary => summary.Frequency));
        built.Select(history => history.Summary.Recency).ShouldBe(published.Select(summary => summary.Recency), 0.00501);   // printed to 0.01
        built.Select(history => history.Summary.Age).ShouldBe(published.Select(summary => summary.Age), 0.00501);
        built.Select(history => history.Summary.MeanSpend).ShouldBe(published.Select(summary => summary.MeanSpend), 0.00501);
    }

    static IReadOnlyList<CustomerHistory<string>> Histories()
    {
        var builder = new PurchaseSummaryBuilder<string>(new PurchaseSummaryOptions { Unit = PurchaseTimeUnit.Week, CalibrationEnd = new DateOnly(1997, 9, 30) });
        foreach (var (customer, date, amount) in Cdnow.Purchases()) builder.Add(customer, date, amount);
        return builder.Build();
    }

    /// <summary>A year of a new customer and of customer 1516, who bought 26 times in 31 weeks; and the paradox that who bought more often before falling silent at week 20 of 39 is expected less.</summary>
    static void ShouldForecast(PurchaseModel model, double year, (double Purchases, double Alive) customer1516, double[] paradox)
    {
        const double Recency = 216 / 7.0;
        model.ExpectedPurchases(52, 0, 0, 0).ShouldBe(year, 1e-4);
        model.ExpectedPurchases(52, 26, Recency, 31).ShouldBe(customer1516.Purchases, 2e-3);
        model.ProbabilityAlive(26, Recency, 31).ShouldBe(customer1516.Alive, 5e-6);
        new[] { 10, 15, 20, 25 }.Select(frequency => model.ExpectedPurchases(52, frequency, 20, 39)).ToArray().ShouldBeNear(paradox);
    }

    /// <summary>Mean forecast of 39 weeks by purchases in the calibration, those of seven and more together.</summary>
    static double[] ByFrequency(PurchaseModel model) =>
    [
        .. Histories().Select(history => history.Summary).GroupBy(customer => Math.Min(7, customer.Frequency)).OrderBy(group => group.Key)
            .Select(group => group.Average(customer => model.ExpectedPurchases(39, customer.Frequency, customer.Recency, customer.Age))),
    ];
}
