namespace CrmInsights.Mining.Metrics;

/// <summary>Settings of a bootstrap.</summary>
public sealed record BootstrapOptions
{
    /// <summary>Number of samples drawn, at least 2; 1,000 or more for the ends of a 95 % interval.</summary>
    public int SampleCount { get; init; } = 1000;
    /// <summary>Share of intervals made this way that hold the truth, between 0 and 1.</summary>
    public double Confidence { get; init; } = Interval.DefaultConfidence;
    /// <summary>Seed of the draws. Same seed, same data, same intervals, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SampleCount, 2);
        if (!(Confidence > 0 && Confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "A share between 0 and 1 was expected.");
    }
}
