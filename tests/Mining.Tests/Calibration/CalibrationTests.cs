using System.Text;
using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Calibration;

public sealed class CalibrationTests
{
    static readonly RunContext s_run = new();

    [Fact]
    public void Platt_recovers_the_curve_that_made_the_labels()
    {
        var (margins, labels) = Drawn(20_000, margin => 0.6 * margin - 0.8);

        var curve = PlattScaling.Fit(margins, labels, s_run).Calibrator!;

        curve.SlopeHigh.ShouldBe(0.6, 0.05, "about three standard errors at 20,000 rows");
        curve.Offset.ShouldBe(-0.8, 0.06);
    }

    [Fact]
    public void Platt_agrees_with_the_two_equations_of_its_optimum()
    {
        // At the optimum the targets and the probabilities have equal sums, plain and weighted by the margin.
        var (margins, labels) = Drawn(60, margin => margin);
        double ones = labels.Count(label => label == 1), zeros = labels.Length - ones;
        var targets = labels.Select(label => label == 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2)).ToArray();

        var curve = PlattScaling.Fit(margins, labels, s_run).Calibrator!;

        margins.Select((margin, row) => curve.Probability(margin) - targets[row]).Sum().ShouldBe(0, 1e-7);
        margins.Select((margin, row) => margin * (curve.Probability(margin) - targets[row])).Sum().ShouldBe(0, 1e-7);
    }

    [Fact]
    public void Beta_bends_where_a_line_cannot()
    {
        // Slope 0.3 far below 0 and 1.5 far above.
        static double LogOdds(double margin) => -0.3 * Math.Log(1 + Math.Exp(-margin)) + 1.5 * Math.Log(1 + Math.Exp(margin)) - 1;
        var (margins, labels) = Drawn(20_000, LogOdds);

        var beta = BetaCalibration.Fit(margins, labels, s_run);
        var platt = PlattScaling.Fit(margins, labels, s_run);

        beta.LogLoss.ShouldBeLessThan(platt.LogLoss);
        beta.Calibrator!.SlopeLow.ShouldBe(0.3, 0.1);
        beta.Calibrator!.SlopeHigh.ShouldBe(1.5, 0.15);
    }

    [Fact]
    public void Beta_sets_a_slope_that_would_fall_to_zero()
    {
        var (margins, labels) = Drawn(5_000, margin => margin < 0 ? -margin - 2 : 2 * margin - 2);

        var curve = BetaCalibration.Fit(margins, labels, s_run).Calibrator!;

        curve.SlopeLow.ShouldBe(0);
        curve.SlopeHigh.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(0.7, 0.7)]
    [InlineData(0.0, 1.2)]
    [InlineData(2.0, 0.1)]
    public void Every_curve_rises_as_its_derivative_says(double low, double high)
    {
        var curve = new Calibrator(CalibrationKind.Beta, low, high, -0.4);
        for (var margin = -6.0; margin < 6; margin += 0.25)
        {
            curve.Probability(margin + 0.25).ShouldBeGreaterThan(curve.Probability(margin));
            var slope = (curve.Probability(margin + 1e-5) - curve.Probability(margin - 1e-5)) / 2e-5;
            curve.Derivative(margin).ShouldBe(slope, 1e-9, "central differences err by the square of the step");
        }
    }

    [Fact]
    public void Both_refuse_margins_that_point_the_wrong_way()
    {
        var (margins, labels) = Drawn(2_000, margin => -margin);

        PlattScaling.Fit(margins, labels, s_run).Refusal.ShouldNotBeNull();
        BetaCalibration.Fit(margins, labels, s_run).Calibrator.ShouldBeNull();
    }

    [Fact]
    public void Both_refuse_a_single_outcome()
    {
        PlattScaling.Fit([1, 2], [1, 1], s_run).Refusal!.ShouldContain("same outcome");
        BetaCalibration.Fit([1, 2], [0, 0], s_run).Refusal!.ShouldContain("same outcome");
    }

    [Fact]
    public void Stays_finite_where_margins_separate_the_classes()
    {
        var curve = PlattScaling.Fit([-2, -1, 1, 2], [0, 0, 1, 1], s_run).Calibrator!;

        curve.Probability(2).ShouldBeInRange(0.7, 0.8, "Platt's target for two ones is 3/4");
    }

    [Fact]
    public void Survives_saving_and_loading()
    {
        var curve = new Calibrator(CalibrationKind.Beta, 0.1, 1.7, -0.25);

        var loaded = Calibrator.Load(new MemoryStream(Saved(curve)));

        (loaded.Kind, loaded.SlopeLow, loaded.SlopeHigh, loaded.Offset).ShouldBe((curve.Kind, curve.SlopeLow, curve.SlopeHigh, curve.Offset));
    }

    [Theory]
    [InlineData("\"Beta\"", "\"Gamma\"", "kind")]
    [InlineData("\"slopeLow\": 0.5", "\"slopeLow\": -0.5", "slopeLow")]
    [InlineData("\"version\": 1", "\"version\": 9", "version")]
    [InlineData("\"offset\": 2", "\"offset\": \"2\"", "offset")]
    public void Refuses_a_damaged_file_and_names_the_place(string found, string put, string place)
    {
        var damaged = Encoding.UTF8.GetString(Saved(new Calibrator(CalibrationKind.Beta, 0.5, 1, 2))).Replace(found, put, StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => Calibrator.Load(new MemoryStream(Encoding.UTF8.GetBytes(damaged)))).Message.ShouldContain(place);
    }

    static byte[] Saved(Calibrator curve)
    {
        using var stream = new MemoryStream();
        curve.Save(stream);
        return stream.ToArray();
    }

    static (double[] Margins, float[] Labels) Drawn(int count, Func<double, double> logOdds)
    {
        var random = new Random(count);
        var margins = Enumerable.Range(0, count).Select(_ => random.NextDouble() * 8 - 4).ToArray();
        return (margins, [.. margins.Select(margin => random.NextDouble() < 1 / (1 + Math.Exp(-logOdds(margin))) ? 1f : 0f)]);
    }
}
