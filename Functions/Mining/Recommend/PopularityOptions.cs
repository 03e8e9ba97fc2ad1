namespace CrmInsights.Mining.Recommend;

/// <summary>Settings of <see cref="Popularity.Fit"/>.</summary>
public sealed record PopularityOptions
{
    /// <summary>The present; elements after it do not count.</summary>
    public double Now { get; init; } = double.PositiveInfinity;
    /// <summary>Time after which an element counts half; infinite counts all alike, and is the only choice without times.</summary>
    public double HalfLife { get; init; } = double.PositiveInfinity;

    internal void Validate(bool hasTimes)
    {
        if (!(HalfLife > 0)) throw new ArgumentOutOfRangeException(nameof(HalfLife), HalfLife, "A number above 0 was expected.");
        if (double.IsNaN(Now)) throw new ArgumentOutOfRangeException(nameof(Now), Now, "A time was expected.");
        if (double.IsPositiveInfinity(HalfLife)) return;
        if (!hasTimes) throw new ArgumentException("A half-life needs sequences with times.");
        if (double.IsInfinity(Now)) throw new ArgumentOutOfRangeException(nameof(Now), Now, "A half-life needs a finite present.");
    }
}
