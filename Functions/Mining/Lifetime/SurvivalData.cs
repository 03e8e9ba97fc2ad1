using CrmInsights.Mining.Data;

namespace CrmInsights.Mining.Lifetime;

/// <summary>What the survival regressions learn from: who was watched for how long, and whether the end was seen.</summary>
public sealed record SurvivalData
{
    /// <summary>One row a customer; no missing values.</summary>
    public required FeatureMatrix Features { get; init; }
    /// <summary>Time to the event, or up to which no event was seen; finite, above 0.</summary>
    public required double[] Durations { get; init; }
    /// <summary>True where the event was seen, false where the duration is censored.</summary>
    public required bool[] Observed { get; init; }

    internal void Validate()
    {
        if (Durations.Length != Features.RowCount || Observed.Length != Features.RowCount)
            throw new ArgumentException($"{Durations.Length} durations and {Observed.Length} event flags were given for {Features.RowCount} rows.");
        if (!Observed.Contains(true)) throw new ArgumentException($"No event was seen in {Observed.Length} rows; a survival regression needs at least one.");
        for (var row = 0; row < Durations.Length; row++)
        {
            if (!(Durations[row] > 0) || double.IsInfinity(Durations[row]))
                throw new ArgumentException($"Duration {row} is {Durations[row]}; a finite number above 0 was expected.");
            foreach (var value in Features.Row(row))
                if (!float.IsFinite(value)) throw new ArgumentException($"A feature of row {row} is {value}; a finite number was expected.");
        }
    }
}
