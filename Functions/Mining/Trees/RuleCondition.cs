namespace CrmInsights.Mining.Trees;

/// <summary>All that a path of a decision tree says about one feature, merged.</summary>
/// <param name="Feature">The feature.</param>
public sealed record RuleCondition(int Feature)
{
    /// <summary>A number has to be above it; negative infinity where there is no such end.</summary>
    public double Above { get; init; } = double.NegativeInfinity;
    /// <summary>A number has to be at most this; positive infinity where there is no such end.</summary>
    public double UpTo { get; init; } = double.PositiveInfinity;
    /// <summary>Categories seen in training that fit, rising; null for a number.</summary>
    public IReadOnlyList<int>? Categories { get; init; }
    /// <summary>Categories seen in training that do not fit, rising; null for a number.</summary>
    public IReadOnlyList<int>? OtherCategories { get; init; }
    /// <summary>Whether a missing value fits, and of a category one that training did not see.</summary>
    public bool AllowsMissing { get; init; } = true;
}
