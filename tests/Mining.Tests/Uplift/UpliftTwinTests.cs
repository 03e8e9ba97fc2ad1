using CrmInsights.Mining.Data;
using CrmInsights.Mining.Trees;
using CrmInsights.Mining.Uplift;
using CrmInsights.Mining.Uplift.Internals;

namespace CrmInsights.Mining.Tests.Uplift;

/// <summary>One feature of four kinds and trees grown out: every model is a table of means, so each method can be written down by means of cells alone.</summary>
public sealed class UpliftTwinTests
{
    const int Kinds = 4;
    const int Rows = 600;

    static readonly RunContext s_run = new();
    static readonly UpliftOptions s_options = new()
    {
        Trees = new GradientBoostingOptions { TreeCount = 1, LearningRate = 1, LeafCount = Kinds, MinRowsPerLeaf = 1 },
        DetectableDifference = 10,
        MinRarerOutcomes = 0,
    };

    [Fact]
    public void Two_models_are_the_difference_of_the_means_of_a_cell()
    {
        var data = Drawn(amounts: true);

        ShouldPredict(data, UpliftMethod.TwoModel, kind => Mean(data, All, kind, true) - Mean(data, All, kind, false), 1e-4);
    }

    [Fact]
    public void Class_transformation_is_the_difference_of_the_weighted_shares_of_a_cell()
    {
        var data = Drawn(amounts: false);
        var share = data.Treated.Count(treated => treated) / (double)Rows;
        double Weight(int row) => data.Treated[row] ? 0.5 / share : 0.5 / (1 - share);
        double Expected(int kind)
        {
            var rows = All.Where(row => Kind(data, row) == kind).ToArray();
            return 2 * rows.Where(row => data.Treated[row] == (data.Outcomes[row] == 1)).Sum(Weight) / rows.Sum(Weight) - 1;
        }
        var grown = s_options.Trees with { TreeCount = 200, LearningRate = 0.3 };           // log-loss goes to its lowest point in many steps

        ShouldPredict(data, UpliftMethod.ClassTransformation, Expected, 1e-3, grown);
    }

    [Fact]
    public void The_crossed_learner_weighs_two_imputed_effects_by_the_share_of_the_treated()
    {
        var data = Drawn(amounts: true);
        var share = data.Treated.Count(treated => treated) / (double)Rows;
        var imputed = new double[Rows];
        foreach (var (learned, scored) in Inner(data))
            foreach (var row in scored)
                imputed[row] = data.Treated[row]
                    ? data.Outcomes[row] - Mean(data, learned, Kind(data, row), false)
                    : Mean(data, learned, Kind(data, row), true) - data.Outcomes[row];
        double Imputed(int kind, bool treated) => All.Where(row => Kind(data, row) == kind && data.Treated[row] == treated).Average(row => imputed[row]);

        ShouldPredict(data, UpliftMethod.XLearner, kind => (1 - share) * Imputed(kind, true) + share * Imputed(kind, false), 1e-4);
    }

    [Fact]
    public void The_doubly_robust_learner_is_the_mean_of_the_scores_of_a_cell()
    {
        var data = Drawn(amounts: true);
        var scores = Scores(data, Inner(data));

        ShouldPredict(data, UpliftMethod.DoublyRobust, kind => All.Where(row => Kind(data, row) == kind).Average(row => scores[row]), 1e-4);
    }

    [Fact]
    public void The_average_effect_is_the_mean_of_the_cross_fitted_scores_with_its_standard_error()
    {
        var data = Drawn(amounts: true);
        var folds = Folds.Of(data.Treated, s_options.FoldCount, s_options.Seed);
        var scores = Scores(data, [.. Enumerable.Range(0, s_options.FoldCount).Select(fold => (folds.Without(fold), folds.Of(fold)))]);
        var mean = scores.Average();

        var effect = UpliftModeling.AverageEffect(data, s_options, s_run);

        effect.Value.ShouldBe(mean, 1e-4);
        effect.StandardError.ShouldBe(Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / (Rows - 1) / Rows), 1e-4);
    }

    [Theory]
    [InlineData(UpliftMethod.TwoModel)]
    [InlineData(UpliftMethod.XLearner)]
    [InlineData(UpliftMethod.DoublyRobust)]
    public void Outcomes_in_another_unit_have_effects_in_that_unit(UpliftMethod method)
    {
        var data = Drawn(amounts: true);
        var cents = data with { Outcomes = Array.ConvertAll(data.Outcomes, outcome => 64 * outcome) };     // a power of two keeps every digit

        var (one, other) = (UpliftModeling.Fit(data, s_options with { Method = method }, s_run), UpliftModeling.Fit(cents, s_options with { Method = method }, s_run));

        other.AverageEffect.Value.ShouldBe(64 * one.AverageEffect.Value, 1e-3);
        for (var row = 0; row < 20; row++) other.Model!.Predict(data.Features.Row(row)).ShouldBe(64 * one.Model!.Predict(data.Features.Row(row)), 1e-3);
        UpliftCurve.Of(other.OutOfFold, cents).Qini.ShouldBe(64 * UpliftCurve.Of(one.OutOfFold, data).Qini, 1e-3);
    }

    static IEnumerable<int> All => Enumerable.Range(0, Rows);

    static void ShouldPredict(UpliftData data, UpliftMethod method, Func<int, double> expected, double tolerance, GradientBoostingOptions? trees = null)
    {
        var model = UpliftModeling.Fit(data, s_options with { Method = method, Trees = trees ?? s_options.Trees }, s_run).Model!;

        for (var kind = 0; kind < Kinds; kind++) model.Predict([kind]).ShouldBe(expected(kind), tolerance, $"kind {kind}");
    }

    static double[] Scores(UpliftData data, (int[] Learned, int[] Scored)[] parts)
    {
        var share = data.Treated.Count(treated => treated) / (double)Rows;
        var scores = new double[Rows];
        foreach (var (learned, scored) in parts)
            foreach (var row in scored)
            {
                var (ifTreated, ifNot) = (Mean(data, learned, Kind(data, row), true), Mean(data, learned, Kind(data, row), false));
                scores[row] = ifTreated - ifNot + (data.Treated[row] ? (data.Outcomes[row] - ifTreated) / share : -(data.Outcomes[row] - ifNot) / (1 - share));
            }
        return scores;
    }

    /// <summary>The two parts that a learner of all rows fits across; which row is in which is a draw that only has to be the same.</summary>
    static (int[] Learned, int[] Scored)[] Inner(UpliftData data)
    {
        var folds = Folds.Of(data.Treated, 2, s_options.Seed + 1);
        return [(folds.Without(0), folds.Of(0)), (folds.Without(1), folds.Of(1))];
    }

    static double Mean(UpliftData data, IEnumerable<int> rows, int kind, bool treated) =>
        rows.Where(row => Kind(data, row) == kind && data.Treated[row] == treated).Average(row => (double)data.Outcomes[row]);

    static int Kind(UpliftData data, int row) => (int)data.Features.Row(row)[0];

    static UpliftData Drawn(bool amounts)
    {
        var random = new Random(5);
        var kinds = All.Select(_ => (float)random.Next(Kinds)).ToArray();
        var treated = All.Select(_ => random.Next(5) < 2).ToArray();
        var outcomes = All.Select(row =>
        {
            var mean = 0.3 + 0.1 * kinds[row] + (treated[row] ? 0.06 * kinds[row] : 0);
            return amounts ? (float)(mean + random.NextDouble()) : random.NextDouble() < mean ? 1f : 0f;
        }).ToArray();
        return new UpliftData { Features = new FeatureMatrix(kinds, Rows, 1), Treated = treated, Outcomes = outcomes };
    }
}
