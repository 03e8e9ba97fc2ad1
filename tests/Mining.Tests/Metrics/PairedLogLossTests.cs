using CrmInsights.Mining.Metrics;

namespace CrmInsights.Mining.Tests.Metrics;

public sealed class PairedLogLossTests
{
    [Fact]
    public void Is_the_difference_of_the_two_losses()
    {
        double[] baseline = [0.5, 0.5, 0.5];
        double[] challenger = [0.9, 0.2, 0.4];
        float[] labels = [1, 0, 1];

        var improvement = PairedLogLoss.Improvement(baseline, challenger, labels);

        improvement.Value.ShouldBe(BinaryMetrics.LogLoss(baseline, labels) - BinaryMetrics.LogLoss(challenger, labels), 1e-15);
    }

    [Fact]
    public void Has_the_error_of_a_mean()
    {
        // gains of the two rows: ln(0.8 / 0.5) and ln(0.4 / 0.5)
        var (a, b) = (Math.Log(1.6), Math.Log(0.8));

        var improvement = PairedLogLoss.Improvement([0.5, 0.5], [0.8, 0.4], [1, 1]);

        improvement.StandardError.ShouldBe(Math.Abs(a - b) / 2, 1e-12);
    }

    [Fact]
    public void Needs_two_rows() => Should.Throw<ArgumentException>(() => PairedLogLoss.Improvement([0.5], [0.5], [1]));
}
