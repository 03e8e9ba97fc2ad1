namespace CrmInsights.Mining.Clusters;

/// <summary>Settings of <see cref="MiniBatchKMeans.Fit"/>.</summary>
public sealed record MiniBatchKMeansOptions
{
    /// <summary>Number of clusters k, from 1 to the number of rows.</summary>
    public int ClusterCount { get; init; } = 8;
    /// <summary>Rows drawn for each step.</summary>
    public int BatchRows { get; init; } = 4096;
    /// <summary>Most batches.</summary>
    public int MaxBatches { get; init; } = 200;
    /// <summary>Batches without a better smoothed inertia until the end.</summary>
    public int Patience { get; init; } = 10;
    /// <summary>Seed of the k-means++ draws and the batches.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate(int rowCount)
    {
        new KMeansOptions { ClusterCount = ClusterCount }.Validate(rowCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatches, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
    }
}
