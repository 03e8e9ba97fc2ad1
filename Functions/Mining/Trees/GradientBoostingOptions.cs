using System.Collections.Frozen;

namespace CrmInsights.Mining.Trees;

/// <summary>Settings of <see cref="GradientBoosting.Fit"/>. Defaults are LightGBM's where it has the same setting.</summary>
public sealed record GradientBoostingOptions
{
    /// <summary>What to minimise.</summary>
    public TreeObjective Objective { get; init; } = TreeObjective.Binary;
    /// <summary>Rounds of boosting; each adds one tree, or one a class.</summary>
    public int TreeCount { get; init; } = 100;
    /// <summary>Most leaves of a tree, at least 2. Trees grow leaf by leaf, best gain first.</summary>
    public int LeafCount { get; init; } = 31;
    /// <summary>Most splits on a path; 0 means no limit.</summary>
    public int MaxDepth { get; init; }
    /// <summary>Share of each tree's step that is taken, in (0, 1].</summary>
    public double LearningRate { get; init; } = 0.1;
    /// <summary>Most bins of a feature, 2 to 256, the one of missing values included.</summary>
    public int MaxBins { get; init; } = 255;
    /// <summary>Fewest rows of a leaf, estimated by the hessians as LightGBM does.</summary>
    public int MinRowsPerLeaf { get; init; } = 20;
    /// <summary>Smallest sum of hessians of a leaf.</summary>
    public double MinHessianPerLeaf { get; init; } = 1e-3;
    /// <summary>L1 penalty on leaf values.</summary>
    public double L1 { get; init; }
    /// <summary>L2 penalty on leaf values.</summary>
    public double L2 { get; init; }
    /// <summary>A split has to gain more than this.</summary>
    public double MinGain { get; init; }
    /// <summary>Share of the rows drawn for each tree, in (0, 1].</summary>
    public double RowShare { get; init; } = 1;
    /// <summary>Share of the features drawn for each tree, in (0, 1].</summary>
    public double FeatureShare { get; init; } = 1;
    /// <summary>Features whose values are category codes, whole numbers of 0 or more.</summary>
    public IReadOnlySet<int> CategoricalFeatures { get; init; } = FrozenSet<int>.Empty;
    /// <summary>Up to so many categories are split one against the rest; beyond, as a set.</summary>
    public int MaxOneHot { get; init; } = 4;
    /// <summary>Most categories on the smaller side of a set split.</summary>
    public int MaxCategoriesPerSplit { get; init; } = 32;
    /// <summary>Added to the hessian when categories are ordered, so that rare ones stay in the middle.</summary>
    public double CategorySmoothing { get; init; } = 10;
    /// <summary>Additional L2 penalty of set splits.</summary>
    public double CategoryL2 { get; init; } = 10;
    /// <summary>Fewest rows that one more category in a set has to bring.</summary>
    public int MinRowsPerCategoryGroup { get; init; } = 100;
    /// <summary>One number a feature: 1 = never falling, -1 = never rising, 0 = free; empty means all free. Only for numerical features, and not with <see cref="TreeObjective.Quantile"/>.</summary>
    public IReadOnlyList<int> MonotoneConstraints { get; init; } = [];
    /// <summary>Rounds without a better validation loss after which to stop; 0 never stops early.</summary>
    public int EarlyStoppingRounds { get; init; }
    /// <summary>The quantile of <see cref="TreeObjective.Quantile"/>, in (0, 1).</summary>
    public double Quantile { get; init; } = 0.5;
    /// <summary>The variance power of <see cref="TreeObjective.Tweedie"/>, between 1 and 2.</summary>
    public double TweediePower { get; init; } = 1.5;
    /// <summary>Rank at which LambdaRank's NDCG is cut off.</summary>
    public int RankCutoff { get; init; } = 30;
    /// <summary>Seed of every draw. Same seed, same data, same model, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Checks every setting against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the setting and its value.</exception>
    /// <exception cref="ArgumentException">Monotone constraints do not go with the features or the objective.</exception>
    public void Validate(int featureCount)
    {
        AtLeast(TreeCount, 1, nameof(TreeCount));
        AtLeast(LeafCount, 2, nameof(LeafCount));
        AtLeast(MaxDepth, 0, nameof(MaxDepth));
        Within(LearningRate, double.Epsilon, 1, nameof(LearningRate));
        Within(MaxBins, 2, 256, nameof(MaxBins));
        AtLeast(MinRowsPerLeaf, 1, nameof(MinRowsPerLeaf));
        Within(MinHessianPerLeaf, 0, double.MaxValue, nameof(MinHessianPerLeaf));
        Within(L1, 0, double.MaxValue, nameof(L1));
        Within(L2, 0, double.MaxValue, nameof(L2));
        Within(MinGain, 0, double.MaxValue, nameof(MinGain));
        Within(RowShare, double.Epsilon, 1, nameof(RowShare));
        Within(FeatureShare, double.Epsilon, 1, nameof(FeatureShare));
        Within(Quantile, double.Epsilon, 1 - 1e-15, nameof(Quantile));
        Within(TweediePower, 1 + 1e-9, 2 - 1e-9, nameof(TweediePower));
        AtLeast(RankCutoff, 1, nameof(RankCutoff));
        AtLeast(EarlyStoppingRounds, 0, nameof(EarlyStoppingRounds));
        AtLeast(MaxOneHot, 0, nameof(MaxOneHot));
        AtLeast(MaxCategoriesPerSplit, 1, nameof(MaxCategoriesPerSplit));
        AtLeast(MinRowsPerCategoryGroup, 1, nameof(MinRowsPerCategoryGroup));
        Within(CategorySmoothing, 0, double.MaxValue, nameof(CategorySmoothing));
        Within(CategoryL2, 0, double.MaxValue, nameof(CategoryL2));
        foreach (var feature in CategoricalFeatures) Within(feature, 0, featureCount - 1, nameof(CategoricalFeatures));
        CheckConstraints(featureCount);
    }

    void CheckConstraints(int featureCount)
    {
        if (MonotoneConstraints.Count != 0 && MonotoneConstraints.Count != featureCount)
            throw new ArgumentException($"{MonotoneConstraints.Count} monotone constraints were given for {featureCount} features.");
        foreach (var direction in MonotoneConstraints) Within(direction, -1, 1, nameof(MonotoneConstraints));
        if (CategoricalFeatures.Any(feature => MonotoneConstraints.Count > 0 && MonotoneConstraints[feature] != 0))
            throw new ArgumentException("A categorical feature has a monotone constraint; its categories have no order to rise or fall in.");
        if (Objective == TreeObjective.Quantile && MonotoneConstraints.Any(direction => direction != 0))
            throw new ArgumentException("Quantiles take no monotone constraints: their leaves are renewed from the residuals, which keep to no bound.");
    }

    static void AtLeast(int value, int least, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);

    static void Within(double value, double low, double high, string name)
    {
        if (!(value >= low && value <= high)) throw new ArgumentOutOfRangeException(name, value, $"A value from {low} to {high} was expected.");
    }
}
