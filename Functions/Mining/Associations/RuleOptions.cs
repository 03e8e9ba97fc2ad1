namespace CrmInsights.Mining.Associations;

/// <summary>Settings of <see cref="AssociationRules.Mine"/>.</summary>
public sealed record RuleOptions
{
    /// <summary>Smallest confidence, 0 to 1.</summary>
    public double MinConfidence { get; init; } = 0.5;
    /// <summary>Smallest lift; 0 keeps all.</summary>
    public double MinLift { get; init; }
    /// <summary>Largest p-value after Benjamini and Hochberg's correction; 1 keeps all.</summary>
    public double MaxAdjustedPValue { get; init; } = 1;
    /// <summary>Most items of the right side, at least 1.</summary>
    public int MaxConsequentLength { get; init; } = 1;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MinConfidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MinConfidence, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MinLift);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxAdjustedPValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConsequentLength, 1);
    }
}
