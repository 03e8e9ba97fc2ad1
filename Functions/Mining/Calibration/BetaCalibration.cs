using CrmInsights.Mining.Calibration.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Calibration;

/// <summary>Calibration by the ratio of two beta distributions: bends where a logistic curve cannot.</summary>
/// <remarks>
/// Kull, Silva Filho and Flach (2017), AISTATS. As there, a slope that comes out negative is set to 0 and the other fitted again. Targets are
/// smoothed as Platt does.
/// </remarks>
public static class BetaCalibration
{
    /// <summary>Fits the curve; refuses where a class is missing or no increasing curve fits.</summary>
    public static CalibrationResult Fit(ReadOnlySpan<double> margins, ReadOnlySpan<float> labels, RunContext run)
    {
        var targets = CurveFit.SmoothTargets(margins, labels);
        if (targets is null) return CalibrationResult.Refused("All rows of the calibration window have the same outcome.");

        var (low, high) = (new double[margins.Length], new double[margins.Length]);
        for (var row = 0; row < margins.Length; row++)
            (low[row], high[row]) = (-Sigmoid.Softplus(-margins[row]), Sigmoid.Softplus(margins[row]));
        return Increasing(low, high, targets, run) is { } calibrator
            ? CurveFit.Result(calibrator, margins, labels)
            : CalibrationResult.Refused("In the calibration window a higher margin does not go with a higher share of ones.");
    }

    static Calibrator? Increasing(double[] low, double[] high, double[] targets, RunContext run)
    {
        var both = CurveFit.Fit([low, high], targets, run.Part(0, 2));
        if (both is null) return null;
        if (both[1] >= 0 && both[2] >= 0 && both[1] + both[2] > 0) return new Calibrator(CalibrationKind.Beta, both[1], both[2], both[0]);

        var single = CurveFit.Fit([both[1] < 0 ? high : low], targets, run.Part(1, 2));
        if (single is null || single[1] <= 0) return null;
        return both[1] < 0
            ? new Calibrator(CalibrationKind.Beta, 0, single[1], single[0])
            : new Calibrator(CalibrationKind.Beta, single[1], 0, single[0]);
    }
}
