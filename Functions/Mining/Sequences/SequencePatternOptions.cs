namespace CrmInsights.Mining.Sequences;

/// <summary>Which patterns are kept.</summary>
public enum SequencePatternKind
{
    /// <summary>Every pattern with enough support.</summary>
    Frequent,
    /// <summary>Those that no larger pattern within the same limits has the support of.</summary>
    Closed,
}

/// <summary>Settings of <see cref="PrefixSpan.Mine"/>.</summary>
/// <remarks>Gaps and the span are measured in the times of the elements; without times neighbouring elements are 1 apart.</remarks>
public sealed record SequencePatternOptions
{
    /// <summary>Smallest number of sequences, at least 1; <see cref="Associations.ItemsetOptions.CountOf"/> turns a share into it.</summary>
    public int MinSupport { get; init; } = 1;
    /// <summary>Most items of a pattern, over all its elements; 0 means no limit.</summary>
    public int MaxLength { get; init; }
    /// <summary>Least time between neighbouring elements of a match; 0 means no limit.</summary>
    public double MinGap { get; init; }
    /// <summary>Most time between neighbouring elements of a match.</summary>
    public double MaxGap { get; init; } = double.PositiveInfinity;
    /// <summary>Most time between the first and the last element of a match.</summary>
    public double MaxSpan { get; init; } = double.PositiveInfinity;
    /// <summary>Which patterns are kept.</summary>
    public SequencePatternKind Kind { get; init; } = SequencePatternKind.Frequent;
    /// <summary>Mining stops with an error beyond so many patterns: the support is too low for this data.</summary>
    public int MaxPatterns { get; init; } = 20_000_000;

    internal bool HasTimeLimits => MinGap > 0 || !double.IsPositiveInfinity(MaxGap) || !double.IsPositiveInfinity(MaxSpan);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSupport, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxLength);
        AtLeast(MinGap, 0, nameof(MinGap));
        AtLeast(MaxGap, MinGap, nameof(MaxGap));
        AtLeast(MaxSpan, 0, nameof(MaxSpan));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPatterns, 1);
    }

    static void AtLeast(double value, double least, string name)
    {
        if (!(value >= least)) throw new ArgumentOutOfRangeException(name, value, $"A number of at least {least} was expected.");
    }
}
