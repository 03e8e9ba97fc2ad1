namespace CrmInsights.Mining.Trees;

/// <summary>What cost-complexity pruning weighs against the number of leaves, per unit of weight.</summary>
public enum PruningCost
{
    /// <summary>The criterion of the splits; held-out rows are judged by the squared error of the class shares (Brier's score), or of the mean. Keeps leaves that tell risks apart though none has a majority of the rare class.</summary>
    Impurity,
    /// <summary>Share of wrong classes, as in the book of Breiman et al.; squared error where labels are numbers.</summary>
    Errors,
}
