using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class DeLongTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(151)]
    public void Agrees_with_the_definition_over_all_pairs(int count)
    {
        var (scores, labels) = BinaryMetricsTests.Drawn(count);

        var interval = DeLong.Auc(scores, labels);

        interval.Value.ShouldBe(BinaryMetricsTests.NaiveAuc(scores, labels), 1e-12);
        interval.StandardError.ShouldBe(NaiveError(scores, labels), 1e-12);
        (interval.High - interval.Value).ShouldBe(1.959963984540054 * interval.StandardError, 1e-10);
    }

    [Fact]
    public void Holds_the_truth_in_about_95_of_100_intervals()
    {
        // Scores of ones are shifted by 1 in a unit normal: the true AUC is Phi(1 / sqrt 2) = 0.7602.
        var random = new Random(42);
        var held = Enumerable.Range(0, 400).Count(_ =>
        {
            var labels = Enumerable.Range(0, 120).Select(row => row % 2f).ToArray();
            var scores = labels.Select(label => label + Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToArray();
            var interval = DeLong.Auc(scores, labels);
            return interval.Low <= 0.7602 && 0.7602 <= interval.High;
        });

        held.ShouldBeInRange(362, 396, "400 draws of 95 % have a standard deviation of 4.4; four of them either side");
    }

    [Fact]
    public void The_difference_of_a_score_from_itself_is_zero_and_certain()
    {
        var (scores, labels) = BinaryMetricsTests.Drawn(50);

        var difference = DeLong.Difference(scores, scores, labels);

        difference.Value.ShouldBe(0);
        difference.StandardError.ShouldBe(0);
        difference.PValue.ShouldBe(1);
    }

    [Fact]
    public void The_difference_changes_its_sign_with_the_order_of_the_scores()
    {
        var (first, labels) = BinaryMetricsTests.Drawn(80);
        double[] second = [.. first.Select((score, row) => score + (row % 7) * 0.2)];

        var there = DeLong.Difference(first, second, labels);
        var back = DeLong.Difference(second, first, labels);

        back.Value.ShouldBe(-there.Value, 1e-15);
        back.StandardError.ShouldBe(there.StandardError, 1e-15);
    }

    [Fact]
    public void Asks_for_two_rows_of_each_class() =>
        Should.Throw<ArgumentException>(() => DeLong.Auc([1, 2, 3], [1, 0, 0])).Message.ShouldContain("1 rows have label 1");

    static double NaiveError(double[] scores, float[] labels)
    {
        var ones = scores.Where((_, row) => labels[row] == 1).ToArray();
        var zeros = scores.Where((_, row) => labels[row] == 0).ToArray();
        static double Psi(double one, double zero) => one > zero ? 1 : one == zero ? 0.5 : 0;
        var byOne = ones.Select(one => zeros.Average(zero => Psi(one, zero))).ToArray();
        var byZero = zeros.Select(zero => ones.Average(one => Psi(one, zero))).ToArray();
        return Math.Sqrt(Variance(byOne) / ones.Length + Variance(byZero) / zeros.Length);
    }

    static double Variance(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);
}
