namespace CrmInsights.Mining.Lifetime;

/// <summary>Settings of <see cref="DiscreteHazard.Fit"/>.</summary>
public sealed record DiscreteHazardOptions
{
    /// <summary>Periods with a level of risk of their own, at most as many as the longest duration has; later periods share the last one's.</summary>
    public int PeriodCount { get; init; } = 12;
    /// <summary>Ridge penalty as of <see cref="Linear.LogisticRegressionOptions.L2"/>; above 0 it keeps periods without an event finite.</summary>
    public double L2 { get; init; } = 1e-5;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PeriodCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(L2);
    }
}
