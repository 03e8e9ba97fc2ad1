using CrmInsights.Insights.Offers.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Offers;

public sealed class ChanceCurveTests
{
    static ChanceCurve Fit(OfferPairs pairs, params int[] columns) => ChanceCurve.Fit(pairs, columns, new RunContext());

    /// <summary>Rows of which a share that depends on the share column was bought; the rule column speaks against.</summary>
    static OfferPairs Pairs()
    {
        var (random, pairs) = (new Random(5), new OfferPairs());
        for (var number = 0; number < 4000; number++)
        {
            var row = new float[SignalColumns.Count];
            row[SignalColumns.Share] = number % 2;
            row[SignalColumns.Rule] = number / 2 % 2;
            pairs.Add(row, random.NextDouble() < 0.1 + (0.3 * row[SignalColumns.Share]) - (0.05 * row[SignalColumns.Rule]));
        }
        return pairs;
    }

    [Fact]
    public void Chances_are_the_shares_that_were_bought()
    {
        var curve = Fit(Pairs(), SignalColumns.Share);
        var (without, with) = (new float[SignalColumns.Count], new float[SignalColumns.Count]);
        with[SignalColumns.Share] = 1;

        // The shares are 0.075 and 0.375; three standard errors of shares among 2,000.
        curve.Chance(without).ShouldBe(0.075, tolerance: 0.018);
        curve.Chance(with).ShouldBe(0.375, tolerance: 0.033);
        curve.Share(with, SignalColumns.Share).ShouldBeGreaterThan(1);
        curve.Share(with, SignalColumns.Rule).ShouldBe(0);
    }

    [Fact]
    public void A_sign_that_seems_to_speak_against_what_it_can_only_speak_for_is_left_out()
    {
        var curve = Fit(Pairs(), SignalColumns.Share, SignalColumns.Rule);
        var row = new float[SignalColumns.Count];
        var without = curve.Chance(row);
        row[SignalColumns.Rule] = 1;

        curve.Chance(row).ShouldBe(without);
        curve.ToEntry().Columns.ShouldBe([SignalColumns.Share]);
    }

    [Fact]
    public void Without_any_row_the_chance_is_five_percent() => Fit(new OfferPairs(), SignalColumns.Share, SignalColumns.Rule).Chance(new float[SignalColumns.Count]).ShouldBe(0.05, tolerance: 1e-6);

    [Fact]
    public void A_curve_survives_its_entry_and_one_that_does_not_fit_is_refused_with_its_place()
    {
        var curve = Fit(Pairs(), SignalColumns.Share);
        var row = new float[SignalColumns.Count];
        row[SignalColumns.Share] = 0.3f;

        ChanceCurve.Of(curve.ToEntry(), "curves[0]").Chance(row).ShouldBe(curve.Chance(row));
        Should.Throw<InvalidDataException>(() => ChanceCurve.Of(curve.ToEntry() with { Columns = [SignalColumns.Count] }, "curves[0]")).Message.ShouldContain("curves[0].columns");
        Should.Throw<InvalidDataException>(() => ChanceCurve.Of(curve.ToEntry() with { Columns = [0, 1] }, "curves[0]")).Message.ShouldContain("curves[0].model");
    }
}
