namespace CrmInsights.Mining.Trees;

/// <summary>What a split of a decision tree makes smaller.</summary>
/// <remarks>Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees, chapters 4 and 8.</remarks>
public enum SplitCriterion
{
    /// <summary>Gini's index, 1 - sum of squared class shares. Labels are classes, 0 to the number of classes - 1.</summary>
    Gini,
    /// <summary>Entropy in nats. Labels are classes, as for <see cref="Gini"/>.</summary>
    Entropy,
    /// <summary>Squared distance to the mean. Labels are any finite numbers.</summary>
    SquaredError,
}
