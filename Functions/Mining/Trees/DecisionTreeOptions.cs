using System.Collections.Frozen;

namespace CrmInsights.Mining.Trees;

/// <summary>Settings of <see cref="DecisionTree.Fit"/>.</summary>
public sealed record DecisionTreeOptions
{
    /// <summary>What splits make smaller, and with it what labels are: classes or numbers.</summary>
    public SplitCriterion Criterion { get; init; } = SplitCriterion.Gini;
    /// <summary>Most splits on a path; 0 means no limit.</summary>
    public int MaxDepth { get; init; }
    /// <summary>Fewest rows of a leaf.</summary>
    public int MinRowsPerLeaf { get; init; } = 7;
    /// <summary>Fewest rows that are split.</summary>
    public int MinRowsPerSplit { get; init; } = 20;
    /// <summary>Features whose values are category codes, whole numbers from 0 to 65,535.</summary>
    public IReadOnlySet<int> CategoricalFeatures { get; init; } = FrozenSet<int>.Empty;
    /// <summary>What pruning weighs against the number of leaves.</summary>
    public PruningCost PruningCost { get; init; } = PruningCost.Impurity;
    /// <summary>Price of a leaf where it is not cross-validated: 0 only takes back splits that save nothing.</summary>
    public double Alpha { get; init; }
    /// <summary>Folds of the cross-validation that chooses alpha, 2 or more; 0 leaves it at <see cref="Alpha"/>.</summary>
    public int FoldCount { get; init; } = 10;
    /// <summary>The smallest tree is taken whose cost is at most so many standard errors above the lowest: 1 is the book's rule, 0 takes the lowest.</summary>
    public double StandardErrors { get; init; } = 1;
    /// <summary>Seed of the folds. Same seed, same data, same model, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate(int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxDepth);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinRowsPerLeaf, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinRowsPerSplit, 2);
        if (FoldCount is < 0 or 1) throw new ArgumentOutOfRangeException(nameof(FoldCount), FoldCount, "0, or 2 and more folds were expected.");
        if (!(Alpha >= 0)) throw new ArgumentOutOfRangeException(nameof(Alpha), Alpha, "A price of at least 0 was expected.");
        if (!(StandardErrors >= 0)) throw new ArgumentOutOfRangeException(nameof(StandardErrors), StandardErrors, "A number of at least 0 was expected.");
        foreach (var feature in CategoricalFeatures)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)feature, (uint)featureCount, nameof(CategoricalFeatures));
    }
}
