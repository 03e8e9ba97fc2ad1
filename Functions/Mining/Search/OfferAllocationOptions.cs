namespace CrmInsights.Mining.Search;

/// <summary>Settings of <see cref="OfferAllocation.Solve"/>.</summary>
public sealed record OfferAllocationOptions
{
    /// <summary>Most nodes of the exact search; where it ends sooner, the answer is proven the best. 0 leaves it out.</summary>
    public int MaxNodes { get; init; } = 200_000;
    /// <summary>Most customers for the exact search.</summary>
    public int MaxExactCustomers { get; init; } = 200;
    /// <summary>Most pairs of changes that local search tries.</summary>
    public long MaxPairs { get; init; } = 5_000_000;
    /// <summary>Most customers for the genetic search; beyond, greedy and local search are nearly exact and it takes too long.</summary>
    public int MaxGeneticCustomers { get; init; } = 2_000;
    /// <summary>The genetic search.</summary>
    public GeneticOptions Genetic { get; init; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxNodes);
        if (MaxExactCustomers is < 0 or > 5_000)
            throw new ArgumentOutOfRangeException(nameof(MaxExactCustomers), MaxExactCustomers, "A number from 0 to 5000 was expected: the search is as deep as there are customers.");
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPairs);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxGeneticCustomers);
        Genetic.Validate();
    }
}
