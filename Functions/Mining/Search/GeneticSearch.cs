using CrmInsights.Mining.Data;
using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Search;

/// <summary>A genetic algorithm: tournaments choose parents, the best live on, every child has random numbers of its own.</summary>
/// <remarks>Holland (1975), Adaptation in Natural and Artificial Systems; tournaments and elitism as in Goldberg and Deb (1991), FOGA 1.</remarks>
public static class GeneticSearch
{
    /// <summary>Searches until the generations or the patience run out.</summary>
    /// <param name="problem">What to look for.</param>
    /// <param name="options">Settings.</param>
    /// <param name="run">Cancellation, progress (once a generation) and threads; the result does not depend on them.</param>
    public static GeneticResult<TGenome> Run<TGenome>(GeneticProblem<TGenome> problem, GeneticOptions options, RunContext run)
    {
        options.Validate();
        var population = Bred(options, run, index => problem.Space.Draw(Draws.Of(options.Seed, index)), problem);
        var (best, bestGeneration, generation) = (population[0], 0, 0);
        while (generation < options.MaxGenerations && generation - bestGeneration < options.Patience)
        {
            run.Report(generation++, options.MaxGenerations);
            var (parents, stream) = (population, generation * options.PopulationSize);
            var children = Bred(options, run, index => Child(parents, problem.Space, Draws.Of(options.Seed, stream + index), options), problem);
            for (var elite = 0; elite < options.EliteCount; elite++) children[^(elite + 1)] = parents[elite];
            population = Sorted(children);
            if (population[0].Evaluation.Beats(best.Evaluation)) (best, bestGeneration) = (population[0], generation);
        }
        return new GeneticResult<TGenome>(best.Genome, best.Evaluation, generation);
    }

    static TGenome Child<TGenome>(Judged<TGenome>[] parents, GenomeSpace<TGenome> space, Random random, GeneticOptions options)
    {
        var child = Chosen(parents, random, options);
        if (random.NextDouble() < options.CrossoverShare) child = space.Cross(child, Chosen(parents, random, options), random);
        return random.NextDouble() < options.MutationShare ? space.Mutate(child, random) : child;
    }

    // The population is sorted, so the winner of a tournament is the least place.
    static TGenome Chosen<TGenome>(Judged<TGenome>[] parents, Random random, GeneticOptions options)
    {
        var place = parents.Length;
        for (var draw = 0; draw < options.TournamentSize; draw++) place = Math.Min(place, random.Next(parents.Length));
        return parents[place].Genome;
    }

    static Judged<TGenome>[] Bred<TGenome>(GeneticOptions options, RunContext run, Func<int, TGenome> breed, GeneticProblem<TGenome> problem)
    {
        var bred = new Judged<TGenome>[options.PopulationSize];
        BlockSums.ForEach(bred.Length, run, index =>
        {
            var genome = breed(index);
            if (problem.Repair is not null) genome = problem.Repair(genome);
            var evaluation = problem.Evaluate(genome);
            if (double.IsNaN(evaluation.Value) || !(evaluation.Violation >= 0))
                throw new ArgumentException($"A genome was judged {evaluation.Value} with violation {evaluation.Violation}; a number and a violation of at least 0 were expected.");
            bred[index] = new Judged<TGenome>(genome, evaluation);
        });
        return Sorted(bred);
    }

    // A stable sort: equal genomes keep the order in which they were bred.
    static Judged<TGenome>[] Sorted<TGenome>(Judged<TGenome>[] genomes) =>
        [.. genomes.OrderBy(judged => judged.Evaluation.Violation).ThenByDescending(judged => judged.Evaluation.Value)];

    readonly record struct Judged<TGenome>(TGenome Genome, Evaluation Evaluation);
}
