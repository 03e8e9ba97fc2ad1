namespace CrmInsights.Mining.Lifetime.Internals;

/// <summary>Weight, weighted sum and weighted products of the features of a set of customers.</summary>
sealed class RiskSums(int featureCount)
{
    public int Count { get; private set; }
    public double Weight { get; private set; }
    public double[] First { get; } = new double[featureCount];
    public double[] Second { get; } = new double[featureCount * featureCount];

    public void Add(ReadOnlySpan<double> features, double weight)
    {
        Count++;
        Weight += weight;
        for (var i = 0; i < features.Length; i++)
        {
            First[i] += weight * features[i];
            for (var j = 0; j < features.Length; j++) Second[i * features.Length + j] += weight * features[i] * features[j];
        }
    }

    public void Clear()
    {
        (Count, Weight) = (0, 0);
        Array.Clear(First);
        Array.Clear(Second);
    }
}
