namespace CrmInsights.Mining.Trees;

/// <summary>Settings of <see cref="PartialDependence"/>.</summary>
public sealed record PartialDependenceOptions
{
    /// <summary>Most values of a number, at least 2: quantiles of those in the rows, smallest and largest included.</summary>
    public int GridSize { get; init; } = 20;
    /// <summary>True takes every value that occurs, as for categories.</summary>
    public bool IsCategorical { get; init; }

    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(GridSize, 2);
}
