namespace CrmInsights.Mining.Search;

/// <summary>Settings of <see cref="GeneticSearch.Run"/>.</summary>
public sealed record GeneticOptions
{
    /// <summary>Genomes of a generation, at least 2.</summary>
    public int PopulationSize { get; init; } = 100;
    /// <summary>Most generations.</summary>
    public int MaxGenerations { get; init; } = 200;
    /// <summary>Generations without a better genome after which to stop.</summary>
    public int Patience { get; init; } = 50;
    /// <summary>Best genomes that live on unchanged, fewer than the population.</summary>
    public int EliteCount { get; init; } = 2;
    /// <summary>Genomes drawn for each parent, of which the best is taken.</summary>
    public int TournamentSize { get; init; } = 3;
    /// <summary>Share of children with two parents, 0 to 1; the others copy one.</summary>
    public double CrossoverShare { get; init; } = 0.9;
    /// <summary>Share of children that are mutated, 0 to 1.</summary>
    public double MutationShare { get; init; } = 0.7;
    /// <summary>Seed of every draw. Same seed, same problem, same result, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(PopulationSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxGenerations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(EliteCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(EliteCount, PopulationSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(TournamentSize, 1);
        Share(CrossoverShare, nameof(CrossoverShare));
        Share(MutationShare, nameof(MutationShare));
    }

    static void Share(double value, string name)
    {
        if (!(value is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, value, "A share from 0 to 1 was expected.");
    }
}
