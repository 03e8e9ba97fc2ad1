namespace CrmInsights.Mining.Clusters;

/// <summary>Settings of <see cref="FuzzyCMeans.Fit"/>.</summary>
public sealed record FuzzyCMeansOptions
{
    /// <summary>Number of clusters, from 1 to the number of rows.</summary>
    public int ClusterCount { get; init; } = 4;
    /// <summary>Exponent of the memberships, above 1: near 1 all or nothing, above 2 nearly even.</summary>
    public double Fuzziness { get; init; } = 2;
    /// <summary>Most iterations.</summary>
    public int MaxIterations { get; init; } = 300;
    /// <summary>Converged where the squared shifts of all centers add up to at most this times the mean variance of the features.</summary>
    public double Tolerance { get; init; } = 1e-8;
    /// <summary>Seed of the k-means++ draws. Same seed, same data, same model.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate(int rowCount)
    {
        new KMeansOptions { ClusterCount = ClusterCount, MaxIterations = MaxIterations, Tolerance = Tolerance }.Validate(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Fuzziness, 1);
    }
}
