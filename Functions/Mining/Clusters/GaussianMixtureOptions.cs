namespace CrmInsights.Mining.Clusters;

/// <summary>Settings of <see cref="GaussianMixture.Fit"/>.</summary>
public sealed record GaussianMixtureOptions
{
    /// <summary>Number of components, from 1 to the number of rows.</summary>
    public int ComponentCount { get; init; } = 4;
    /// <summary>True for a full covariance matrix a component, false for variances only.</summary>
    public bool FullCovariance { get; init; } = true;
    /// <summary>Most EM iterations.</summary>
    public int MaxIterations { get; init; } = 300;
    /// <summary>Converged where the mean log-likelihood of a row rises by at most this.</summary>
    public double Tolerance { get; init; } = 1e-7;
    /// <summary>Share of each feature's variance that is added to its variance in every component, so that none collapses on one row.</summary>
    public double Regularisation { get; init; } = 1e-6;
    /// <summary>Seed of the k-means start. Same seed, same data, same model.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate(int rowCount)
    {
        new KMeansOptions { ClusterCount = ComponentCount, MaxIterations = MaxIterations, Tolerance = Tolerance }.Validate(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Regularisation);
    }
}
