using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;
using CrmInsights.Mining.Sequences.Internals;

namespace CrmInsights.Mining.Tests.Lifetime;

/// <summary>Durations with many ties and three features, as R's survival and glm see them: R/make.R.</summary>
public sealed class PeerSurvivalTests
{
    static readonly PeerFigures s_figures = PeerFigures.Of("Lifetime", "R");
    static readonly RunContext s_run = new();
    static readonly float[] s_customer = [0.5f, 1, 2];

    [Fact]
    public void Kaplan_Meier_is_that_of_survfit()
    {
        var points = KaplanMeier.Fit(s_figures["time"], Observed()).Points;

        points.Select(point => point.Time).ShouldBe(s_figures["km.time"]);
        points.Select(point => point.Survival).ShouldBe(s_figures["km.survival"], 1e-14);
        points.Select(point => point.StandardError).ShouldBe(s_figures["km.error"], 1e-14);
        points.Select(point => point.AtRisk).ShouldBe(s_figures.Integers("km.risk"));
        points.Select(point => point.Events).ShouldBe(s_figures.Integers("km.events"));
    }

    [Theory]
    [InlineData(CoxTies.Efron, "efron")]
    [InlineData(CoxTies.Breslow, "breslow")]
    public void Cox_is_that_of_coxph(CoxTies ties, string name)
    {
        var model = CoxRegression.Fit(Data(), new CoxOptions { Ties = ties }, s_run);

        model.Converged.ShouldBeTrue();
        model.Coefficients.ToArray().ShouldBe(s_figures[$"cox.{name}.coefficients"], 1e-6);   // features are kept as floats
        model.StandardErrors.ToArray().ShouldBe(s_figures[$"cox.{name}.errors"], 1e-6);
        model.LogLikelihood.ShouldBe(s_figures.Number($"cox.{name}.likelihood"), 1e-5);
        model.RelativeRisk([1, 1, 0]).ShouldBe(s_figures.Number($"cox.{name}.risk"), 1e-6);
        new[] { 1.0, 4, 9, 15 }.Select(time => model.Survival(time, s_customer)).ShouldBe(s_figures[$"cox.{name}.survival"], 1e-6);
    }

    [Fact]
    public void The_discrete_hazard_is_glm_over_customer_periods()
    {
        var model = DiscreteHazard.Fit(Data(), new DiscreteHazardOptions { PeriodCount = 6, L2 = 0 }, s_run);

        model.Converged.ShouldBeTrue();
        model.Weights.ToArray().ShouldBe(s_figures["hazard.weights"], 1e-6);
        new[] { 1, 2, 5, 6 }.Select(period => model.Hazard(period, s_customer)).ShouldBe(s_figures["hazard.periods.1.2.5.6"], 1e-7);
    }

    [Fact]
    public void The_curve_of_waits_is_that_of_survreg()
    {
        var curve = WeibullFit.Of(s_figures["time"], Observed());

        curve.Shape.ShouldBe(s_figures.Number("weibull.shape"), 1e-7);   // as far as survreg goes
        curve.Scale.ShouldBe(s_figures.Number("weibull.scale"), 1e-6);
    }

    static bool[] Observed() => Array.ConvertAll(s_figures["event"], value => value > 0);

    static SurvivalData Data()
    {
        var columns = new[] { "x1", "x2", "x3" }.Select(s_figures.Floats).ToArray();
        var values = Enumerable.Range(0, columns[0].Length).SelectMany(row => columns.Select(column => column[row])).ToArray();
        return new SurvivalData { Features = new FeatureMatrix(values, columns[0].Length, columns.Length), Durations = s_figures["time"], Observed = Observed() };
    }
}
