namespace CrmInsights.Mining.Search;

/// <summary>One choice for each of several items.</summary>
/// <remarks>Uniform crossover, Syswerda (1989), ICGA; each item is chosen anew with a chance of one over their number.</remarks>
public sealed class AssignmentGenomes : GenomeSpace<int[]>
{
    readonly int[] _choices;

    /// <summary>Takes the number of choices of each item, at least 1.</summary>
    public AssignmentGenomes(ReadOnlySpan<int> choiceCounts)
    {
        if (choiceCounts.IsEmpty) throw new ArgumentException("At least one item was expected.");
        for (var item = 0; item < choiceCounts.Length; item++)
            if (choiceCounts[item] < 1) throw new ArgumentException($"Item {item} has {choiceCounts[item]} choices; at least one was expected.");
        _choices = choiceCounts.ToArray();
    }

    /// <inheritdoc/>
    public override int[] Draw(Random random) => Array.ConvertAll(_choices, random.Next);

    /// <inheritdoc/>
    public override int[] Cross(int[] first, int[] second, Random random)
    {
        var child = new int[_choices.Length];
        for (var item = 0; item < child.Length; item++) child[item] = random.Next(2) == 0 ? first[item] : second[item];
        return child;
    }

    /// <inheritdoc/>
    public override int[] Mutate(int[] genome, Random random)
    {
        var mutant = (int[])genome.Clone();
        for (var item = 0; item < mutant.Length; item++)
            if (random.Next(mutant.Length) == 0) mutant[item] = random.Next(_choices[item]);
        return mutant;
    }
}
