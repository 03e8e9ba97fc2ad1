using CrmInsights.Mining.Data;
using CrmInsights.Mining.Metrics.Internals;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Uplift;

namespace CrmInsights.Mining.Tests.Uplift;

public sealed class UpliftModelingTests
{
    static readonly RunContext s_run = new();
    static readonly UpliftOptions s_small = new() { Trees = new GradientBoostingOptions { TreeCount = 20, LeafCount = 4, LearningRate = 0.1, MinRowsPerLeaf = 20 } };

    [Theory]
    [InlineData(UpliftMethod.TwoModel, 0.75)]
    [InlineData(UpliftMethod.ClassTransformation, 0.75)]
    [InlineData(UpliftMethod.XLearner, 0.75)]
    [InlineData(UpliftMethod.DoublyRobust, 0.75)]
    public void Ranks_customers_by_their_true_effects(UpliftMethod method, double leastCorrelation)
    {
        var (data, effects) = new Campaign(8000, seed: 1) { Slope = 0.3 }.Draw();

        var result = UpliftModeling.Fit(data, s_small with { Method = method }, s_run);

        RankCorrelation(result.OutOfFold, effects).ShouldBeGreaterThan(leastCorrelation);
        result.HasEvidence.ShouldBeTrue();
        var curve = UpliftCurve.Of(result.OutOfFold, data);
        curve.Qini.ShouldBeGreaterThan(0.02);
        curve.Auuc.ShouldBeGreaterThan(curve.RandomAuuc);
    }

    [Fact]
    public void Finds_amounts_where_the_chance_of_treatment_depended_on_the_customer()
    {
        var (data, effects) = new Campaign(4000, seed: 2) { IsSkewed = true, HasAmounts = true }.Draw();

        foreach (var method in new[] { UpliftMethod.XLearner, UpliftMethod.DoublyRobust })
        {
            var result = UpliftModeling.Fit(data, s_small with { Method = method }, s_run);

            RankCorrelation(result.OutOfFold, effects).ShouldBeGreaterThan(0.85);
            result.AverageEffect.Value.ShouldBe(effects.Average(), 4 * result.AverageEffect.StandardError);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Intervals_of_the_average_effect_hold_the_truth_as_often_as_they_say(bool skewed)
    {
        var held = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var (data, _) = new Campaign(500, seed) { IsSkewed = skewed }.Draw();
            var interval = UpliftModeling.AverageEffect(data, s_small, s_run);
            if (interval.Low <= 0.05 && 0.05 <= interval.High) held++;
        }
        held.ShouldBeInRange(178, 200, "95 % of 200 is 190, four standard deviations are 12");
    }

    [Fact]
    public void Finds_no_evidence_where_everyone_is_moved_alike()
    {
        var alarms = Enumerable.Range(0, 40).Count(seed =>
            UpliftModeling.Fit(new Campaign(1600, seed) { Slope = 0, Average = 0.1 }.Draw().Data, s_small, s_run).HasEvidence);

        alarms.ShouldBeLessThanOrEqualTo(5, "one in forty is expected; more than five has a chance of 1 in 2,000");
    }

    [Theory]
    [InlineData(400, 0.4, "standard deviations")]
    [InlineData(3000, -0.2, "rarer outcome")]
    public void Below_the_power_floor_only_the_average_is_reported(int rows, double shift, string expected)
    {
        var (data, _) = new Campaign(rows, seed: 3).Draw();
        if (shift < 0) data = data with { Outcomes = [.. data.Outcomes.Select((outcome, row) => row % 100 == 0 ? outcome : 0)] };

        var result = UpliftModeling.Fit(data, s_small, s_run);

        result.Model.ShouldBeNull();
        result.HasEvidence.ShouldBeFalse();
        result.Refusal!.ShouldContain(expected);
        double.IsFinite(result.AverageEffect.High).ShouldBeTrue();
    }

    [Fact]
    public void The_model_ranks_customers_it_never_saw()
    {
        var (data, _) = new Campaign(6000, seed: 5) { Slope = 0.3 }.Draw();
        var (later, effects) = new Campaign(2000, seed: 6) { Slope = 0.3 }.Draw();
        var uplifts = new double[2000];

        UpliftModeling.Fit(data, s_small, s_run).Model!.Predict(later.Features, uplifts);

        RankCorrelation(uplifts, effects).ShouldBeGreaterThan(0.75);
    }

    [Fact]
    public void Gives_the_same_figures_for_any_number_of_threads()
    {
        var (data, _) = new Campaign(2000, seed: 7).Draw();

        var one = UpliftModeling.Fit(data, s_small, s_run);
        var three = UpliftModeling.Fit(data, s_small, new RunContext(MaxThreads: 3));

        three.OutOfFold.ShouldBe(one.OutOfFold);
        three.AverageEffect.ShouldBe(one.AverageEffect);
        three.Heterogeneity.ShouldBe(one.Heterogeneity);
    }

    [Theory]
    [InlineData(UpliftMethod.TwoModel)]
    [InlineData(UpliftMethod.ClassTransformation)]
    [InlineData(UpliftMethod.DoublyRobust)]
    public void Survives_saving(UpliftMethod method)
    {
        var (data, _) = new Campaign(2000, seed: 8).Draw();
        var model = UpliftModeling.Fit(data, s_small with { Method = method }, s_run).Model!;
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;

        var loaded = UpliftModel.Load(stream);

        for (var row = 0; row < 100; row++) loaded.Predict(data.Features.Row(row)).ShouldBe(model.Predict(data.Features.Row(row)));
    }

    [Fact]
    public void Refuses_a_damaged_file_and_names_the_field()
    {
        using var stream = new MemoryStream("""{"format":"crminsights-uplift","version":1,"method":"XLearner","treatedShare":0.5,"parts":1}"""u8.ToArray());

        Should.Throw<InvalidDataException>(() => UpliftModel.Load(stream)).Message.ShouldContain("parts");
    }

    [Fact]
    public void Refuses_data_that_cannot_be_compared()
    {
        var (data, _) = new Campaign(100, seed: 9).Draw();

        Should.Throw<ArgumentException>(() => UpliftModeling.Fit(data with { Treated = new bool[100] }, s_small, s_run)).Message.ShouldContain("0 rows are treated");
        Should.Throw<ArgumentException>(() => UpliftModeling.Fit(data with { Propensities = [.. Enumerable.Repeat(1.0, 100)] }, s_small, s_run)).Message.ShouldContain("row 0");
        var amounts = data with { Outcomes = [.. Enumerable.Repeat(3f, 100)] };
        Should.Throw<ArgumentException>(() => UpliftModeling.Fit(amounts, s_small with { Method = UpliftMethod.ClassTransformation }, s_run)).Message.ShouldContain("0 and 1");
    }

    static double RankCorrelation(double[] first, double[] second)
    {
        var (a, b) = (MidRanks.Of(first), MidRanks.Of(second));
        var (meanA, meanB) = (a.Average(), b.Average());
        var product = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return product / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
