namespace CrmInsights.Mining.Sequences;

/// <summary>After the antecedent, in its order, the consequent tends to follow.</summary>
/// <remarks>Both sides are patterns: items, with <see cref="SequencePatternCollection.ElementEnd"/> after each element.</remarks>
public sealed record SequentialRule
{
    /// <summary>The pattern that comes first.</summary>
    public required int[] Antecedent { get; init; }
    /// <summary>The pattern that follows.</summary>
    public required int[] Consequent { get; init; }
    /// <summary>Sequences in which the consequent follows the antecedent.</summary>
    public required int Support { get; init; }
    /// <summary>Sequences that hold the antecedent.</summary>
    public required int AntecedentSupport { get; init; }
    /// <summary>Sequences that hold the consequent, wherever.</summary>
    public required int ConsequentSupport { get; init; }
    /// <summary>Sequences in all.</summary>
    public required int SequenceCount { get; init; }

    /// <summary>Share of the sequences in which the consequent follows the antecedent.</summary>
    public double RelativeSupport => (double)Support / SequenceCount;
    /// <summary>Share of the sequences with the antecedent in which the consequent follows.</summary>
    public double Confidence => (double)Support / AntecedentSupport;
    /// <summary>Confidence over the share of all sequences that hold the consequent. Sequences that hold it only before the antecedent count in the latter, so 1 is
    /// not quite "by chance": below 1 the order matters against the rule.</summary>
    public double Lift => Confidence * SequenceCount / ConsequentSupport;
}
