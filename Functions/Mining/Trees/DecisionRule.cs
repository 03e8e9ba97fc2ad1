namespace CrmInsights.Mining.Trees;

/// <summary>One leaf of a decision tree as a rule.</summary>
public sealed record DecisionRule
{
    /// <summary>The rule in words, with its figures.</summary>
    public required string Sentence { get; init; }
    /// <summary>One condition a feature, by feature; empty for a tree of one leaf.</summary>
    public required IReadOnlyList<RuleCondition> Conditions { get; init; }
    /// <summary>The most likely class, or the mean.</summary>
    public required double Value { get; init; }
    /// <summary>Training rows it covers.</summary>
    public required int RowCount { get; init; }
    /// <summary>Share of the training rows' weight that it covers; all rules together cover 1.</summary>
    public required double Coverage { get; init; }
    /// <summary>Share of the covered weight that has the class; null where labels are numbers.</summary>
    public double? Precision { get; init; }
    /// <summary>Standard deviation of the covered labels; null where labels are classes.</summary>
    public double? Deviation { get; init; }
}
