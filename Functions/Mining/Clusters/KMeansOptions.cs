namespace CrmInsights.Mining.Clusters;

/// <summary>Settings of <see cref="KMeans.Fit"/>.</summary>
public sealed record KMeansOptions
{
    /// <summary>Number of clusters k, from 1 to the number of rows.</summary>
    public int ClusterCount { get; init; } = 8;
    /// <summary>Most Lloyd iterations before giving up on convergence.</summary>
    public int MaxIterations { get; init; } = 300;
    /// <summary>
    /// Converged where the squared shifts of all centers add up to at most this times the mean variance of the features (scikit-learn's
    /// definition), or where no row changed its cluster.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;
    /// <summary>Seed of the k-means++ draws. Same seed, same data, same model.</summary>
    public int Seed { get; init; } = 42;
    /// <summary>Independent starts, of which the one of least inertia is kept; ignored with <see cref="InitialCenters"/>.</summary>
    public int Restarts { get; init; } = 1;
    /// <summary>Centers to start from, one after the other; null draws them by k-means++.</summary>
    public double[]? InitialCenters { get; init; }

    internal void Validate(int rowCount, int featureCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ClusterCount, 1);
        if (ClusterCount > rowCount)
            throw new ArgumentOutOfRangeException(nameof(ClusterCount), ClusterCount, $"{rowCount} rows cannot make {ClusterCount} clusters.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Tolerance);
        ArgumentOutOfRangeException.ThrowIfLessThan(Restarts, 1);
        if (InitialCenters is not null && (InitialCenters.Length != ClusterCount * featureCount || !InitialCenters.All(double.IsFinite)))
            throw new ArgumentException(
                $"{InitialCenters.Length} numbers were given as initial centers; {ClusterCount * featureCount} finite ones were expected, {featureCount} a center.");
    }
}
