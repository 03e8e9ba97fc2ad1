using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class BinaryMetricsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(301)]
    public void Auc_agrees_with_counting_all_pairs(int count)
    {
        var (scores, labels) = Drawn(count);

        BinaryMetrics.Auc(scores, labels).ShouldBe(NaiveAuc(scores, labels), 1e-12);
    }

    [Fact]
    public void Auc_is_one_half_where_all_scores_tie() => BinaryMetrics.Auc([1, 1, 1], [0, 1, 0]).ShouldBe(0.5);

    [Fact]
    public void Auc_is_not_a_number_with_one_class() => BinaryMetrics.Auc([1, 2], [1, 1]).ShouldBe(double.NaN);

    [Fact]
    public void Log_loss_and_Brier_agree_with_a_calculation_by_hand()
    {
        double[] probabilities = [0.9, 0.2, 0.5];
        float[] labels = [1, 0, 1];

        BinaryMetrics.LogLoss(probabilities, labels).ShouldBe(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.5)) / 3, 1e-15);
        BinaryMetrics.Brier(probabilities, labels).ShouldBe((0.01 + 0.04 + 0.25) / 3, 1e-15);
    }

    [Fact]
    public void Log_loss_of_a_certain_mistake_is_finite() => BinaryMetrics.LogLoss([0, 1], [1, 0]).ShouldBeInRange(30, 40);

    [Fact]
    public void Calibration_error_weighs_the_gap_of_each_bin_by_its_rows()
    {
        // bin 0: 0.05 and 0.05 predicted, none observed; bin 9: 1.0 predicted, one of two observed
        double[] probabilities = [0.05, 0.05, 1, 1];

        BinaryMetrics.CalibrationError(probabilities, [0, 0, 1, 0]).ShouldBe((2 * 0.05 + 2 * 0.5) / 4, 1e-12);
    }

    [Fact]
    public void Gain_counts_the_ones_at_the_top()
    {
        double[] scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0];
        float[] labels = [1, 1, 0, 1, 0, 0, 0, 0, 0, 1];

        BinaryMetrics.Gain(scores, labels, 0.2).ShouldBe(0.5);
        BinaryMetrics.Lift(scores, labels, 0.2).ShouldBe(2.5);
        BinaryMetrics.Gain(scores, labels, 1).ShouldBe(1);
    }

    [Fact]
    public void Gain_takes_ties_at_the_edge_in_proportion() => BinaryMetrics.Gain([1, 1, 1, 1], [1, 1, 0, 0], 0.25).ShouldBe(0.25);

    [Fact]
    public void Refuses_scores_and_labels_that_cannot_be_judged()
    {
        Should.Throw<ArgumentException>(() => BinaryMetrics.Auc([1, 2], [1])).Message.ShouldContain("2 scores and 1 labels");
        Should.Throw<ArgumentException>(() => BinaryMetrics.Auc([double.NaN, 2], [1, 0])).Message.ShouldContain("row 0");
        Should.Throw<ArgumentException>(() => BinaryMetrics.Brier([], [])).Message.ShouldContain("at least one row");
    }

    internal static (double[] Scores, float[] Labels) Drawn(int count, int seed = 1)
    {
        var random = new Random(seed + count);
        var labels = Enumerable.Range(0, count).Select(row => row == 0 ? 1f : row == 1 ? 0f : random.Next(2)).ToArray();
        return ([.. labels.Select(label => (double)random.Next(10) / 10 + 0.1 * label)], labels);
    }

    internal static double NaiveAuc(double[] scores, float[] labels)
    {
        var (right, pairs) = (0.0, 0);
        for (var one = 0; one < labels.Length; one++)
            for (var zero = 0; zero < labels.Length; zero++)
            {
                if (labels[one] != 1 || labels[zero] != 0) continue;
                pairs++;
                right += scores[one] > scores[zero] ? 1 : scores[one] == scores[zero] ? 0.5 : 0;
            }
        return right / pairs;
    }
}
