namespace CrmInsights.Mining.Sequences;

/// <summary>Settings of <see cref="SequentialRules.Mine"/>.</summary>
public sealed record SequentialRuleOptions
{
    /// <summary>Smallest confidence, 0 to 1.</summary>
    public double MinConfidence { get; init; } = 0.5;
    /// <summary>Smallest lift; 0 keeps all.</summary>
    public double MinLift { get; init; }
    /// <summary>Most elements of the consequent, at least 1.</summary>
    public int MaxConsequentElements { get; init; } = 1;

    internal void Validate()
    {
        if (!(MinConfidence is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(MinConfidence), MinConfidence, "A share from 0 to 1 was expected.");
        if (!(MinLift >= 0)) throw new ArgumentOutOfRangeException(nameof(MinLift), MinLift, "A number of at least 0 was expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConsequentElements, 1);
    }
}
