using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Mining.Tests.Uplift;

/// <summary>Curves of scikit-uplift over predictions with ties: ScikitUplift/make.py.</summary>
public sealed class PeerCurveTests
{
    static readonly PeerFigures s_figures = PeerFigures.Of("Uplift", "ScikitUplift");

    [Fact]
    public void Areas_are_those_under_the_curves_of_scikit_uplift()
    {
        var curve = UpliftCurve.Of(s_figures["prediction"], Data());

        curve.Qini.ShouldBe(s_figures.Number("qini.area") - s_figures.Number("qini.end") / 2, 1e-12);
        curve.Auuc.ShouldBe(s_figures.Number("uplift.area"), 1e-12);
        curve.RandomAuuc.ShouldBe(s_figures.Number("uplift.end") / 2, 1e-12);
    }

    [Fact]
    public void Bands_are_its_percentiles()
    {
        var bands = UpliftCurve.Of(s_figures["strict"], Data()).Bands(3, new BootstrapOptions { SampleCount = 200 }, new RunContext());

        bands.Select(band => band.Treated).ShouldBe(s_figures.Integers("bands.treated"));
        bands.Select(band => band.Others).ShouldBe(s_figures.Integers("bands.others"));
        bands.Select(band => band.Observed.Value).ShouldBe(s_figures["bands.effect"], 1e-12);
    }

    static UpliftData Data() => new()
    {
        Features = new FeatureMatrix(new float[s_figures["treated"].Length], s_figures["treated"].Length, 1),
        Treated = Array.ConvertAll(s_figures["treated"], value => value > 0),
        Outcomes = s_figures.Floats("outcome"),
    };
}
