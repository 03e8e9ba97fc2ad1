namespace CrmInsights.Mining.Associations;

/// <summary>If a transaction holds the antecedent, it tends to hold the consequent.</summary>
/// <remarks>Measures as in Hahsler's survey of interest measures (2015).</remarks>
public sealed record AssociationRule
{
    /// <summary>Items of the left side, rising; at least one.</summary>
    public required int[] Antecedent { get; init; }
    /// <summary>Items of the right side, rising.</summary>
    public required int[] Consequent { get; init; }
    /// <summary>Transactions that hold both sides.</summary>
    public required int Support { get; init; }
    /// <summary>Transactions that hold the left side.</summary>
    public required int AntecedentSupport { get; init; }
    /// <summary>Transactions that hold the right side.</summary>
    public required int ConsequentSupport { get; init; }
    /// <summary>Transactions in all.</summary>
    public required int TransactionCount { get; init; }
    /// <summary>Probability of so many joint transactions or more if the sides were independent: one-sided Fisher's exact test.</summary>
    public required double PValue { get; init; }
    /// <summary>The p-value after Benjamini and Hochberg's correction over all rules found; the expected share of false rules below it.</summary>
    public double AdjustedPValue { get; init; } = 1;

    /// <summary>Share of transactions that hold both sides.</summary>
    public double RelativeSupport => (double)Support / TransactionCount;
    /// <summary>Share of the transactions with the left side that hold the right side too.</summary>
    public double Confidence => (double)Support / AntecedentSupport;
    /// <summary>How many times as often as by chance the sides meet.</summary>
    public double Lift => Confidence * TransactionCount / ConsequentSupport;
    /// <summary>Share of transactions with both sides beyond what chance would give.</summary>
    public double Leverage => RelativeSupport - (double)AntecedentSupport / TransactionCount * ConsequentSupport / TransactionCount;
    /// <summary>How many times as often the rule would fail if the sides were independent; infinite for a rule that never fails.</summary>
    public double Conviction => Confidence >= 1
        ? double.PositiveInfinity
        : (1 - (double)ConsequentSupport / TransactionCount) / (1 - Confidence);
}
