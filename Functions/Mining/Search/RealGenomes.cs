namespace CrmInsights.Mining.Search;

/// <summary>Vectors of numbers within bounds.</summary>
/// <remarks>Simulated binary crossover, Deb and Agrawal (1995), Complex Systems 9; polynomial mutation, Deb and Goyal (1996), Computer Science and Informatics 26.</remarks>
public sealed class RealGenomes : GenomeSpace<double[]>
{
    readonly double[] _lows;
    readonly double[] _highs;

    /// <summary>Takes the bounds, ends included.</summary>
    /// <exception cref="ArgumentException">No gene, or a lower bound that is not below its upper one.</exception>
    public RealGenomes(double[] lows, double[] highs)
    {
        if (lows.Length == 0 || lows.Length != highs.Length) throw new ArgumentException($"{lows.Length} lower and {highs.Length} upper bounds were given; at least one each was expected.");
        for (var gene = 0; gene < lows.Length; gene++)
            if (!(lows[gene] < highs[gene]) || !double.IsFinite(highs[gene] - lows[gene]))
                throw new ArgumentException($"Gene {gene} has bounds {lows[gene]} and {highs[gene]}; finite ones in rising order were expected.");
        (_lows, _highs) = ((double[])lows.Clone(), (double[])highs.Clone());
    }

    /// <summary>How near children stay to their parents and mutants to their origin: the distribution index eta of both papers.</summary>
    public double Nearness { get; init; } = 15;

    /// <inheritdoc/>
    public override double[] Draw(Random random)
    {
        var genome = new double[_lows.Length];
        for (var gene = 0; gene < genome.Length; gene++) genome[gene] = _lows[gene] + random.NextDouble() * (_highs[gene] - _lows[gene]);
        return genome;
    }

    /// <inheritdoc/>
    public override double[] Cross(double[] first, double[] second, Random random)
    {
        var child = new double[first.Length];
        for (var gene = 0; gene < child.Length; gene++)
        {
            var draw = random.NextDouble();
            var spread = draw <= 0.5 ? Math.Pow(2 * draw, 1 / (Nearness + 1)) : Math.Pow(1 / (2 * (1 - draw)), 1 / (Nearness + 1));
            var (near, far) = random.Next(2) == 0 ? (first[gene], second[gene]) : (second[gene], first[gene]);
            child[gene] = Math.Clamp(((1 + spread) * near + (1 - spread) * far) / 2, _lows[gene], _highs[gene]);
        }
        return child;
    }

    /// <inheritdoc/>
    public override double[] Mutate(double[] genome, Random random)
    {
        var mutant = (double[])genome.Clone();
        for (var gene = 0; gene < mutant.Length; gene++)
        {
            if (random.NextDouble() >= 1.0 / mutant.Length) continue;
            var draw = random.NextDouble();
            var step = draw < 0.5 ? Math.Pow(2 * draw, 1 / (Nearness + 1)) - 1 : 1 - Math.Pow(2 * (1 - draw), 1 / (Nearness + 1));
            mutant[gene] = Math.Clamp(mutant[gene] + step * (_highs[gene] - _lows[gene]), _lows[gene], _highs[gene]);
        }
        return mutant;
    }
}
