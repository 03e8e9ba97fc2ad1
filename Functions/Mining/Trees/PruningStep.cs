namespace CrmInsights.Mining.Trees;

/// <summary>One tree of the nested sequence of cost-complexity pruning.</summary>
/// <param name="Alpha">Smallest price of a leaf at which this tree is best; it stays so up to the next step's alpha.</param>
/// <param name="LeafCount">Leaves of the tree.</param>
/// <param name="Cost">Cost on the training rows, per unit of weight.</param>
/// <param name="CrossValidatedCost">Cost on held-out rows; null without cross-validation.</param>
/// <param name="StandardError">Standard error of <paramref name="CrossValidatedCost"/>; null without cross-validation.</param>
public sealed record PruningStep(double Alpha, int LeafCount, double Cost, double? CrossValidatedCost = null, double? StandardError = null);
