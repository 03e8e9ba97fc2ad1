namespace CrmInsights.Mining.Clusters;

/// <summary>Settings of <see cref="ClusterCount.ByStability"/>.</summary>
public sealed record ClusterCountOptions
{
    /// <summary>Fewest clusters tried.</summary>
    public int Fewest { get; init; } = 3;
    /// <summary>Most clusters tried.</summary>
    public int Most { get; init; } = 8;
    /// <summary>Least share of the rows that every cluster must hold.</summary>
    public double LeastShare { get; init; } = 0.03;
    /// <summary>Independent fits per number of clusters, each on a random part of the rows.</summary>
    public int Refits { get; init; } = 6;
    /// <summary>Share of the rows that each refit sees; two of them overlap in its square.</summary>
    public double SampleShare { get; init; } = 0.8;
    /// <summary>A larger number is chosen while its agreement is at most this much below the best.</summary>
    public double Slack { get; init; } = 0.02;
    /// <summary>Seed of samples and starts.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Fewest, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Most, Fewest);
        ArgumentOutOfRangeException.ThrowIfNegative(LeastShare);
        ArgumentOutOfRangeException.ThrowIfLessThan(Refits, 2);
        if (!(SampleShare > 0 && SampleShare <= 1))
            throw new ArgumentOutOfRangeException(nameof(SampleShare), SampleShare, "A share above 0 and up to 1 was expected.");
        ArgumentOutOfRangeException.ThrowIfNegative(Slack);
    }
}
