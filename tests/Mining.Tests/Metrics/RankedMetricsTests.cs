using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class RankedMetricsTests
{
    [Fact]
    public void Average_precision_agrees_with_the_example_of_scikit_learn() =>
        // Documentation of sklearn.metrics.average_precision_score: 0.83.
        PrecisionRecall.Area([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1]).ShouldBe(0.5 * 1 + 0.5 * 2 / 3, 1e-12);

    [Fact]
    public void Average_precision_of_one_score_for_all_is_the_share_of_ones() =>
        PrecisionRecall.Area([5, 5, 5, 5, 5], [1, 0, 0, 1, 0]).ShouldBe(0.4, 1e-12);

    [Fact]
    public void Average_precision_and_separation_agree_with_a_walk_over_all_thresholds()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 50; trial++)
        {
            var scores = Enumerable.Range(0, 40).Select(_ => (double)random.Next(12)).ToArray();
            var labels = scores.Select(score => random.Next(12) < score ? 1f : 0f).ToArray();
            var (area, separation, recall) = (0.0, 0.0, 0.0);
            foreach (var threshold in scores.Distinct().OrderDescending())
            {
                var above = labels.Where((_, row) => scores[row] >= threshold).ToArray();
                var next = above.Sum() / labels.Sum();
                area += (next - recall) * above.Average();
                recall = next;
                separation = Math.Max(separation, Math.Abs(recall - above.Count(label => label == 0) / (double)labels.Count(label => label == 0)));
            }
            PrecisionRecall.Area(scores, labels).ShouldBe(area, 1e-6);
            KolmogorovSmirnov.Separation(scores, labels).ShouldBe(separation, 1e-6);
        }
    }

    [Fact]
    public void Figures_of_one_class_are_not_numbers()
    {
        PrecisionRecall.Area([1, 2], [0, 0]).ShouldBe(double.NaN);
        KolmogorovSmirnov.Separation([1, 2], [1, 1]).ShouldBe(double.NaN);
    }

    [Fact]
    public void A_gain_table_adds_up()
    {
        var random = new Random(2);
        var scores = Enumerable.Range(0, 203).Select(_ => random.NextDouble()).ToArray();
        var labels = scores.Select(score => random.NextDouble() < score ? 1f : 0f).ToArray();

        var table = GainTable.Of(scores, labels);

        table.Sum(band => band.Ones).ShouldBe(labels.Sum(), 1e-9);
        table.Sum(band => band.Rows).ShouldBe(203, 1e-9);
        table[^1].Gain.ShouldBe(1, 1e-12);
        table[^1].CumulativeLift.ShouldBe(1, 1e-12);
        table.Average(band => band.Lift).ShouldBe(1, 1e-12);
        table[2].Gain.ShouldBe(BinaryMetrics.Gain(scores, labels, 0.3), 1e-12);
    }

    [Fact]
    public void A_gain_table_of_perfect_scores_has_all_ones_on_top()
    {
        var table = GainTable.Of([4, 3, 2, 1], [1, 0, 0, 0], bandCount: 4);

        table.Select(band => band.Lift).ShouldBe([4, 0, 0, 0], 1e-12);
        table.Select(band => band.Gain).ShouldBe([1, 1, 1, 1], 1e-12);
    }

    [Fact]
    public void Ndcg_is_the_sum_written_in_the_paper()
    {
        // Ranks 1, 2, 3 carry grades 2, 0, 3.
        var found = 3 / Math.Log2(2) + 0 + 7 / Math.Log2(4);
        var best = 7 / Math.Log2(2) + 3 / Math.Log2(3);

        RankingMetrics.Ndcg([3, 2, 1], [2, 0, 3]).ShouldBe(found / best, 1e-12);
        RankingMetrics.Ndcg([3, 2, 1], [2, 0, 3], cutoff: 1).ShouldBe(3.0 / 7, 1e-12);
    }

    [Fact]
    public void Ndcg_of_ties_is_the_mean_over_all_their_orders()
    {
        float[] grades = [1, 3, 0, 2];
        var mean = new[] { (1.2, 1.1), (1.1, 1.2) }.Average(tied => RankingMetrics.Ndcg([2, tied.Item1, tied.Item2, 0], grades, cutoff: 2));

        RankingMetrics.Ndcg([2, 1, 1, 0], grades, cutoff: 2).ShouldBe(mean, 1e-12);
    }

    [Fact]
    public void Mean_ndcg_looks_at_each_list_alone()
    {
        RankingMetrics.MeanNdcg([1, 2, 9, 8], [0, 1, 0, 1], [2, 2]).ShouldBe((1 + 1 / Math.Log2(3)) / 2, 1e-12);
        Should.Throw<ArgumentException>(() => RankingMetrics.MeanNdcg([1, 2, 3], [0, 1, 1], [2])).Message.ShouldContain("2 of 3");
    }

    [Fact]
    public void Errors_agree_with_the_examples_of_scikit_learn()
    {
        // Documentation of mean_poisson_deviance (1.4260...), mean_gamma_deviance (1.0568...), mean_absolute_error (0.5).
        RegressionMetrics.PoissonDeviance([0.5, 0.5, 2, 2], [2, 0, 1, 4]).ShouldBe(1.4260, 1e-4);
        RegressionMetrics.GammaDeviance([0.5, 0.5, 2, 2], [2, 0.5f, 1, 4]).ShouldBe(1.0568, 1e-4);
        RegressionMetrics.MeanAbsoluteError([2.5, 0, 2, 8], [3, -0.5f, 2, 7]).ShouldBe(0.5, 1e-12);
        RegressionMetrics.RootMeanSquaredError([2.5, 0, 2, 8], [3, -0.5f, 2, 7]).ShouldBe(Math.Sqrt(0.375), 1e-12);
        RegressionMetrics.PinballLoss([10, 10], [12, 6], 0.9).ShouldBe((0.9 * 2 + 0.1 * 4) / 2, 1e-12);
    }

    [Fact]
    public void A_deviance_names_the_row_it_is_not_defined_for() =>
        Should.Throw<ArgumentException>(() => RegressionMetrics.GammaDeviance([1, 0], [1, 1])).Message.ShouldContain("row 1");
}
