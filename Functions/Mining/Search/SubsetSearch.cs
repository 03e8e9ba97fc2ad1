using CrmInsights.Mining.Data;
using CrmInsights.Mining.Search.Internals;

namespace CrmInsights.Mining.Search;

/// <summary>Which features (or other things) to keep: all subsets where they are few, else the better of greedy with local search and a genetic algorithm.</summary>
/// <remarks>The score is the caller's, such as a cross-validated log-loss with its sign turned, less a price for each feature. Siedlecki and Sklansky (1989), Pattern Recognition Letters 10.</remarks>
public static class SubsetSearch
{
    /// <summary>Finds a subset of great score. The result does not depend on the number of threads.</summary>
    /// <param name="count">Things to choose from, at least 1.</param>
    /// <param name="score">Score of a subset, greater is better; a number, the same for the same subset; called from several threads, once a subset.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress and threads.</param>
    public static SubsetResult Find(int count, Func<IReadOnlyList<bool>, double> score, SubsetSearchOptions options, RunContext run)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        options.Validate();
        var scored = new ScoredSubsets(score);
        if (count <= options.MaxExactCount) return AllSubsets.Best(count, scored, run);

        var greedy = GreedySubset.Find(count, scored, run.Part(0, 2));
        var genetic = GeneticSearch.Run(new GeneticProblem<bool[]>(new BinaryGenomes(count), subset => new Evaluation(scored.Of(subset))), options.Genetic, run.Part(1, 2));
        return genetic.Evaluation.Value > greedy.Score
            ? new SubsetResult(genetic.Best, genetic.Evaluation.Value, SearchMethod.Genetic, scored.Count, greedy.Score, genetic.Evaluation.Value)
            : new SubsetResult(greedy.Subset, greedy.Score, SearchMethod.Greedy, scored.Count, greedy.Score, genetic.Evaluation.Value);
    }
}

/// <summary>Settings of <see cref="SubsetSearch.Find"/>.</summary>
public sealed record SubsetSearchOptions
{
    /// <summary>Up to so many things all subsets are scored, at most 20.</summary>
    public int MaxExactCount { get; init; } = 10;
    /// <summary>The genetic search.</summary>
    public GeneticOptions Genetic { get; init; } = new() { PopulationSize = 60, MaxGenerations = 60, Patience = 20 };

    internal void Validate()
    {
        if (MaxExactCount is < 0 or > 20) throw new ArgumentOutOfRangeException(nameof(MaxExactCount), MaxExactCount, "A number from 0 to 20 was expected.");
        Genetic.Validate();
    }
}

/// <summary>The best subset found.</summary>
/// <param name="Subset">True for what to keep.</param>
/// <param name="Score">Its score.</param>
/// <param name="Search">The search that found it.</param>
/// <param name="ScoredCount">Subsets scored in all.</param>
/// <param name="GreedyScore">Best score of greedy with local search; NaN where all subsets were scored.</param>
/// <param name="GeneticScore">Best score of the genetic search; NaN where all subsets were scored.</param>
public sealed record SubsetResult(IReadOnlyList<bool> Subset, double Score, SearchMethod Search, int ScoredCount, double GreedyScore, double GeneticScore);
