namespace CrmInsights.Mining.Search;

/// <summary>Vectors of yes and no.</summary>
/// <remarks>Uniform crossover, Syswerda (1989), ICGA; each gene flips with a chance of one over the length.</remarks>
/// <param name="length">Number of genes, at least 1.</param>
public sealed class BinaryGenomes(int length) : GenomeSpace<bool[]>
{
    readonly int _length = length >= 1 ? length : throw new ArgumentOutOfRangeException(nameof(length), length, "At least one gene was expected.");

    /// <inheritdoc/>
    public override bool[] Draw(Random random)
    {
        var genome = new bool[_length];
        for (var gene = 0; gene < _length; gene++) genome[gene] = random.Next(2) == 1;
        return genome;
    }

    /// <inheritdoc/>
    public override bool[] Cross(bool[] first, bool[] second, Random random)
    {
        var child = new bool[_length];
        for (var gene = 0; gene < _length; gene++) child[gene] = random.Next(2) == 0 ? first[gene] : second[gene];
        return child;
    }

    /// <inheritdoc/>
    public override bool[] Mutate(bool[] genome, Random random)
    {
        var mutant = (bool[])genome.Clone();
        for (var gene = 0; gene < _length; gene++)
            if (random.Next(_length) == 0) mutant[gene] = !mutant[gene];
        return mutant;
    }
}
