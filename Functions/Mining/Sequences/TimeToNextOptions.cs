namespace CrmInsights.Mining.Sequences;

/// <summary>Settings of <see cref="TimeToNext.Fit"/>.</summary>
public sealed record TimeToNextOptions
{
    /// <summary>The time up to which sequences were watched; the wait after each last element is known to be at least that long.</summary>
    public required double WatchedUntil { get; init; }
    /// <summary>Finished waits an item needs for a curve of its own, at least 2; with fewer it shares that of all.</summary>
    public int MinEvents { get; init; } = 30;
}
