namespace CrmInsights.Mining.Calibration;

/// <summary>What came of fitting a calibrator.</summary>
/// <param name="Calibrator">The curve; null where it was refused.</param>
/// <param name="LogLoss">Mean log-loss on the rows it was fitted to; NaN where it was refused.</param>
/// <param name="Refusal">Why there is none; null where there is one.</param>
public sealed record CalibrationResult(Calibrator? Calibrator, double LogLoss, string? Refusal)
{
    internal static CalibrationResult Refused(string why) => new(null, double.NaN, why);
}
