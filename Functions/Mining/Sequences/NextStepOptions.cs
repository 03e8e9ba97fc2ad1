namespace CrmInsights.Mining.Sequences;

/// <summary>Settings of <see cref="NextStep.Fit"/>.</summary>
public sealed record NextStepOptions
{
    /// <summary>Most items looked back at, 0 to 20.</summary>
    public int MaxOrder { get; init; } = 4;
    /// <summary>Steps that must have been seen after a context for it to count, at least 1.</summary>
    public int MinContextCount { get; init; } = 5;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxOrder);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxOrder, 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinContextCount, 1);
    }
}
