namespace CrmInsights.Mining.Sequences;

/// <summary>Settings of <see cref="MarkovChain.Fit"/>.</summary>
public sealed record MarkovChainOptions
{
    /// <summary>Added to the count of every step, above 0, so that none is impossible.</summary>
    public double Smoothing { get; init; } = 0.1;
}
