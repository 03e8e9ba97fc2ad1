namespace CrmInsights.Mining.Sequences;

/// <summary>Settings of <see cref="PathComparison.Compare"/>.</summary>
public sealed record PathComparisonOptions
{
    /// <summary>Which patterns are compared; their support is that in both groups together.</summary>
    public SequencePatternOptions Patterns { get; init; } = new() { MinSupport = 10 };
    /// <summary>Largest p-value after Benjamini and Hochberg's correction; 1 keeps all.</summary>
    public double MaxAdjustedPValue { get; init; } = 1;

    internal void Validate()
    {
        if (!(MaxAdjustedPValue is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(MaxAdjustedPValue), MaxAdjustedPValue, "A share from 0 to 1 was expected.");
    }
}
