namespace CrmInsights.Mining.Trees.Internals;

/// <summary>The best split of one leaf, or none where <see cref="Gain"/> is not above zero.</summary>
/// <param name="Gain">Loss that the split saves.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">Numerical: bins up to this one go left.</param>
/// <param name="MissingLeft">Where the bin of missing values goes.</param>
/// <param name="LeftBins">Categorical: the bins that go left; null for a numerical split.</param>
/// <param name="LeftOutput">Leaf value of the left side before shrinkage, for monotone bounds.</param>
/// <param name="RightOutput">Leaf value of the right side before shrinkage.</param>
readonly record struct SplitCandidate(
    double Gain, int Feature, int Bin, bool MissingLeft, bool[]? LeftBins, double LeftOutput, double RightOutput)
{
    public static readonly SplitCandidate None = new(0, -1, 0, false, null, 0, 0);

    /// <summary>Higher gain wins, then the lower feature: so the order of the search does not matter.</summary>
    public bool IsBetterThan(in SplitCandidate other) =>
        Gain > other.Gain || (Gain == other.Gain && Gain > 0 && Feature < other.Feature);
}
