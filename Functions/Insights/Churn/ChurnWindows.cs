namespace CrmInsights.Insights.Churn;

/// <summary>The moments at which a model is trained, calibrated and tested; each looks one horizon ahead.</summary>
/// <remarks>Training windows may overlap one another; all end on or before the calibration cutoff, and that window ends at the test cutoff.</remarks>
public sealed record ChurnWindows
{
    const int MostTrainingCutoffs = 8;

    /// <summary>Cutoffs of the training windows, earliest first.</summary>
    public required IReadOnlyList<DateTimeOffset> Training { get; init; }
    /// <summary>Cutoff of the calibration window.</summary>
    public required DateTimeOffset Calibration { get; init; }
    /// <summary>Cutoff of the test window, which ends now.</summary>
    public required DateTimeOffset Test { get; init; }
    /// <summary>The horizon H in days.</summary>
    public required int HorizonDays { get; init; }

    /// <summary>Lays the windows backwards from now. The first cutoff has at least half a horizon of that time before it.</summary>
    /// <param name="first">The begin of the time to learn from.</param>
    /// <param name="now">The end of the data.</param>
    /// <param name="horizonDays">The horizon H.</param>
    /// <returns>Null where the history is too short: less than three and a half horizons.</returns>
    public static ChurnWindows? Plan(DateTimeOffset first, DateTimeOffset now, int horizonDays)
    {
        var horizon = TimeSpan.FromDays(horizonDays);
        var stride = TimeSpan.FromDays(Math.Max(7, horizonDays / 4));
        var training = new List<DateTimeOffset>();
        for (var cutoff = now - 3 * horizon; cutoff >= first + horizon / 2 && training.Count < MostTrainingCutoffs; cutoff -= stride)
            training.Insert(0, cutoff);
        return training.Count == 0 ? null : new ChurnWindows
        {
            Training = training,
            Calibration = now - 2 * horizon,
            Test = now - horizon,
            HorizonDays = horizonDays,
        };
    }
}
