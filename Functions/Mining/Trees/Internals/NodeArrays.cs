namespace CrmInsights.Mining.Trees.Internals;

/// <summary>The node arrays of a tree while it is assembled.</summary>
sealed class NodeArrays(int nodeCount)
{
    public int[] Feature { get; } = new int[nodeCount];
    public double[] Threshold { get; } = new double[nodeCount];
    public NodeKind[] Kind { get; } = new NodeKind[nodeCount];
    public double[] Gain { get; } = new double[nodeCount];
    public double[] Value { get; } = new double[nodeCount];
    public double[] Weight { get; } = new double[nodeCount];
    public int[] Count { get; } = new int[nodeCount];
    public List<int> CategoryStarts { get; } = [0];
    public List<uint> CategoryBits { get; } = [];

    public void Describe(int node, in SplitCandidate split, FeatureBins[] features)
    {
        var bins = features[split.Feature];
        Feature[node] = split.Feature;
        Gain[node] = split.Gain;
        if (split.LeftBins is not null)
        {
            Kind[node] = NodeKind.Categorical(MissingKind.None);
            Threshold[node] = CategoryStarts.Count - 1;
            AddCategories(split.LeftBins, bins);
            return;
        }
        Kind[node] = NodeKind.Numerical(bins.HasMissing ? MissingKind.NaN : MissingKind.None, split.MissingLeft);
        // All values left and only the missing right: any number is below the largest double.
        Threshold[node] = Math.Min(bins.UpperBounds[split.Bin], double.MaxValue);
    }

    void AddCategories(bool[] leftBins, FeatureBins bins)
    {
        var categories = Enumerable.Range(1, leftBins.Length - 1).Where(bin => leftBins[bin]).Select(bin => bins.Categories[bin - 1]).ToArray();
        var words = new uint[categories.Max() / 32 + 1];
        foreach (var category in categories) words[category / 32] |= 1u << (category % 32);
        CategoryBits.AddRange(words);
        CategoryStarts.Add(CategoryBits.Count);
    }

    /// <summary>Counts, weights and mean values of nodes from their leaves. A child node always has a higher number than its parent.</summary>
    public void SumUp(GrownTree grown, double[] leafValues, double[] leafWeights, int[] leafCounts)
    {
        for (var node = nodeCount - 1; node >= 0; node--)
        {
            var (leftCount, leftWeight, leftValue) = Side(grown.LeftChild[node], leafValues, leafWeights, leafCounts);
            var (rightCount, rightWeight, rightValue) = Side(grown.RightChild[node], leafValues, leafWeights, leafCounts);
            Count[node] = leftCount + rightCount;
            Weight[node] = leftWeight + rightWeight;
            Value[node] = Weight[node] > 0 ? (leftValue * leftWeight + rightValue * rightWeight) / Weight[node] : 0;
        }
    }

    (int Count, double Weight, double Value) Side(int child, double[] leafValues, double[] leafWeights, int[] leafCounts) =>
        child < 0 ? (leafCounts[~child], leafWeights[~child], leafValues[~child]) : (Count[child], Weight[child], Value[child]);
}
