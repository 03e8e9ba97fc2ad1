using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Mining.Tests.Uplift;

public sealed class UpliftCurveTests
{
    [Fact]
    public void Areas_agree_with_the_definition_worked_by_hand()
    {
        // From the top: treated 1, other 0, treated 0, other 1. Q: 1/2, 1/2, 1/2, 0. U: 1/4, 1/2, 3/8, 0.
        var data = Data([true, false, true, false], [1, 0, 0, 1]);

        var curve = UpliftCurve.Of([4, 3, 2, 1], data);

        curve.Qini.ShouldBe((0.25 + 0.5 + 0.5 + 0.25) / 4, 1e-12);
        curve.Auuc.ShouldBe((0.125 + 0.375 + 0.4375 + 0.1875) / 4, 1e-12);
        curve.RandomAuuc.ShouldBe(0);
    }

    [Fact]
    public void An_order_that_says_nothing_has_no_qini()
    {
        var (data, _) = new Campaign(500, seed: 1).Draw();

        var curve = UpliftCurve.Of(new double[500], data);

        curve.Qini.ShouldBe(0, 1e-12);
        curve.Auuc.ShouldBe(curve.RandomAuuc, 1e-12);
    }

    [Fact]
    public void A_naive_walk_over_all_rows_gives_the_same_areas()
    {
        var (data, effects) = new Campaign(400, seed: 2) { IsSkewed = true }.Draw();
        var order = Enumerable.Range(0, 400).OrderByDescending(row => effects[row]).ToArray();
        double Sum(int count, bool treated, Func<int, double> value) =>
            order[..count].Where(row => data.Treated[row] == treated).Sum(row => value(row) / (treated ? data.Propensities![row] : 1 - data.Propensities![row]));
        double Qini(int count)
        {
            var (n1, n0) = (Sum(count, true, _ => 1), Sum(count, false, _ => 1));
            return (Sum(count, true, row => data.Outcomes[row]) - (n0 > 0 ? Sum(count, false, row => data.Outcomes[row]) * n1 / n0 : 0)) / Sum(400, true, _ => 1);
        }
        var area = Enumerable.Range(1, 400).Sum(count => (Qini(count - 1) + Qini(count)) / 800) - Qini(400) / 2;

        UpliftCurve.Of(effects, data).Qini.ShouldBe(area, 1e-9);
    }

    [Fact]
    public void Turning_the_order_round_turns_the_sign()
    {
        var (data, effects) = new Campaign(3000, seed: 3).Draw();

        UpliftCurve.Of(effects, data).Qini.ShouldBeGreaterThan(0);
        UpliftCurve.Of([.. effects.Select(effect => -effect)], data).Qini.ShouldBeLessThan(0);
    }

    [Fact]
    public void Bands_show_the_true_effects_within_their_intervals()
    {
        var (data, effects) = new Campaign(10_000, seed: 4) { Slope = 0.3 }.Draw();

        var bands = UpliftCurve.Of(effects, data).Bands(10, new BootstrapOptions { SampleCount = 300 }, new RunContext());

        bands.Count(band => band.Observed.Low <= band.MeanPredicted && band.MeanPredicted <= band.Observed.High).ShouldBeGreaterThanOrEqualTo(8, "95 % of ten");
        bands.Sum(band => band.Treated + band.Others).ShouldBe(10_000);
        bands[0].Observed.Value.ShouldBeGreaterThan(bands[9].Observed.Value);
    }

    /// <summary>Deciles of a fixed score in 30 campaigns: 300 intervals, of which 285 are expected to hold the mean true effect of their band; percentile intervals of 100 rows fall a little short.</summary>
    [Fact]
    public void Intervals_of_deciles_hold_the_truth_as_often_as_they_say()
    {
        var held = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var (data, effects) = new Campaign(1000, seed) { Slope = 0.3 }.Draw();
            held += UpliftCurve.Of(effects, data).Bands(10, new BootstrapOptions { SampleCount = 200, Seed = seed * 100 }, new RunContext())
                .Count(band => band.Observed.Low <= band.MeanPredicted && band.MeanPredicted <= band.Observed.High);
        }
        held.ShouldBeInRange(267, 297, "95 % of 300 is 285, four standard deviations are 15");
    }

    [Fact]
    public void A_band_without_one_of_the_groups_is_refused() =>
        Should.Throw<ArgumentException>(() => UpliftCurve.Of([4, 3, 2, 1], Data([true, true, false, false], [1, 0, 0, 1])).Bands(2, new BootstrapOptions(), new RunContext()))
            .Message.ShouldContain("Band 0");

    static UpliftData Data(bool[] treated, float[] outcomes) =>
        new() { Features = new FeatureMatrix(new float[treated.Length], treated.Length, 1), Treated = treated, Outcomes = outcomes };
}
