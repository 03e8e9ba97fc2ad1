using CrmInsights.Mining.Calibration;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Tests.Calibration;

/// <summary>Curves through the same rows by scikit-learn (isotonic) and statsmodels (Platt and beta as logistic regressions): ScikitLearn/make.py.</summary>
public sealed class PeerCalibrationTests
{
    static readonly PeerFigures s_peer = PeerFigures.Of("Calibration", "ScikitLearn");
    static readonly double[] s_margins = s_peer["margins"];
    static readonly float[] s_labels = s_peer.Floats("labels");
    static readonly RunContext s_run = new();

    [Fact]
    public void The_isotonic_curve_is_that_of_scikit_learn()
    {
        var curve = IsotonicCalibration.Fit(s_margins, s_labels);

        s_peer["probes"].Select(curve.Probability).ShouldBe(s_peer["isotonic"], 1e-12);
    }

    [Fact]
    public void Platts_curve_is_that_of_statsmodels()
    {
        var curve = PlattScaling.Fit(s_margins, s_labels, s_run).Calibrator!;

        new[] { curve.Offset, curve.SlopeHigh }.ShouldBe(s_peer["platt"], 1e-7);
    }

    [Fact]
    public void The_beta_curve_is_that_of_statsmodels()
    {
        var curve = BetaCalibration.Fit(s_margins, s_labels, s_run).Calibrator!;

        new[] { curve.Offset, curve.SlopeLow, curve.SlopeHigh }.ShouldBe(s_peer["beta"], 1e-6, "a ridge of 1e-10 keeps columns apart that are nearly the same");
    }
}
