using CrmInsights.Mining.Calibration.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Calibration;

/// <summary>Calibration by a logistic curve of the margin.</summary>
/// <remarks>
/// Platt (1999), with his smoothed targets (n1 + 1) / (n1 + 2) and 1 / (n0 + 2), which keep the curve finite where a few rows can be
/// separated. The fit is the one Lin, Lin and Weng (2007), Machine Learning 68, found stable.
/// </remarks>
public static class PlattScaling
{
    /// <summary>Fits the curve; refuses where a class is missing or higher margins do not mean higher probability.</summary>
    public static CalibrationResult Fit(ReadOnlySpan<double> margins, ReadOnlySpan<float> labels, RunContext run)
    {
        var targets = CurveFit.SmoothTargets(margins, labels);
        if (targets is null) return CalibrationResult.Refused("All rows of the calibration window have the same outcome.");

        var curve = CurveFit.Fit([margins.ToArray()], targets, run);
        return curve is null || curve[1] <= 0
            ? CalibrationResult.Refused("In the calibration window a higher margin does not go with a higher share of ones.")
            : CurveFit.Result(new Calibrator(CalibrationKind.Platt, curve[1], curve[1], curve[0]), margins, labels);
    }
}
