namespace CrmInsights.Mining.Clusters;

/// <summary>Settings of <see cref="Dbscan.Fit"/>.</summary>
public sealed record DbscanOptions
{
    /// <summary>Rows at most this far apart are neighbours; above 0.</summary>
    public double Radius { get; init; } = 0.5;
    /// <summary>A row with at least this many neighbours, itself included, is a core of a cluster.</summary>
    public int MinNeighbours { get; init; } = 5;

    internal void Validate()
    {
        if (!(Radius > 0) || double.IsInfinity(Radius))
            throw new ArgumentOutOfRangeException(nameof(Radius), Radius, "A finite distance above 0 was expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MinNeighbours, 1);
    }
}
