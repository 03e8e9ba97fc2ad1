namespace CrmInsights.Mining.Search;

/// <summary>How good a genome is.</summary>
/// <param name="Value">What is to be great.</param>
/// <param name="Violation">By how much it breaks constraints: 0 for none. Any genome that keeps them beats any that does not; of two that do not, the one with less wins.</param>
/// <remarks>The rule needs no weight of a penalty: Deb (2000), Computer Methods in Applied Mechanics and Engineering 186.</remarks>
public readonly record struct Evaluation(double Value, double Violation = 0)
{
    internal bool Beats(Evaluation other) =>
        Violation > 0 || other.Violation > 0 ? Violation < other.Violation || Violation == other.Violation && Value > other.Value : Value > other.Value;
}

/// <summary>What a genetic search looks for.</summary>
/// <param name="Space">The kind of genome.</param>
/// <param name="Evaluate">Judges a genome; called from several threads, always the same for the same genome.</param>
/// <param name="Repair">Turns a genome into one that keeps the constraints; null where <paramref name="Evaluate"/> punishes instead.</param>
public sealed record GeneticProblem<TGenome>(GenomeSpace<TGenome> Space, Func<TGenome, Evaluation> Evaluate, Func<TGenome, TGenome>? Repair = null);

/// <summary>What a genetic search found.</summary>
/// <param name="Best">The best genome of all generations.</param>
/// <param name="Evaluation">How good it is; a violation above 0 means that no genome kept the constraints.</param>
/// <param name="Generations">Generations bred.</param>
public sealed record GeneticResult<TGenome>(TGenome Best, Evaluation Evaluation, int Generations);
