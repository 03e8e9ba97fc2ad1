using CrmInsights.Mining.Trees;

namespace CrmInsights.Mining.Uplift;

/// <summary>Settings of <see cref="UpliftModeling.Fit"/>.</summary>
public sealed record UpliftOptions
{
    /// <summary>How the effect is estimated.</summary>
    public UpliftMethod Method { get; init; } = UpliftMethod.DoublyRobust;
    /// <summary>The boosted trees; their objective is set by the method.</summary>
    public GradientBoostingOptions Trees { get; init; } = new() { TreeCount = 60, LeafCount = 8, LearningRate = 0.05, MinRowsPerLeaf = 30 };
    /// <summary>Parts for cross-fitting, at least 3: no row is judged by a model that saw it.</summary>
    public int FoldCount { get; init; } = 3;
    /// <summary>
    /// The power floor: smallest difference of the effect between two halves of the customers, in standard deviations of the outcome, that
    /// must be detectable with 80 % power at 5 % (two-sided). Below, only the average effect is reported. 0.3 needs about 700 rows a group.
    /// </summary>
    public double DetectableDifference { get; init; } = 0.3;
    /// <summary>Fewest outcomes of the rarer kind in each group, for yes/no outcomes; below, only the average effect is reported.</summary>
    public int MinRarerOutcomes { get; init; } = 25;
    /// <summary>Share of intervals that hold the truth.</summary>
    public double Confidence { get; init; } = Metrics.Interval.DefaultConfidence;
    /// <summary>Seed of the parts.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate(UpliftData data)
    {
        data.Validate();
        Trees.Validate(data.Features.FeatureCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(FoldCount, 3);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(DetectableDifference);
        ArgumentOutOfRangeException.ThrowIfNegative(MinRarerOutcomes);
        if (!(Confidence > 0 && Confidence < 1)) throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "A share between 0 and 1 was expected.");
        if (Method == UpliftMethod.ClassTransformation && !data.IsYesNo)
            throw new ArgumentException("Class transformation needs outcomes of 0 and 1; use another method for amounts.");
    }
}
