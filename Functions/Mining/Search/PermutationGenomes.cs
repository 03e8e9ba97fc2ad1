namespace CrmInsights.Mining.Search;

/// <summary>Orders of the numbers 0 to length - 1.</summary>
/// <remarks>Order crossover (OX), Davis (1985), IJCAI; a mutant turns a stretch round, as 2-opt does.</remarks>
/// <param name="length">Numbers to order, at least 2.</param>
public sealed class PermutationGenomes(int length) : GenomeSpace<int[]>
{
    readonly int _length = length >= 2 ? length : throw new ArgumentOutOfRangeException(nameof(length), length, "At least two numbers were expected.");

    /// <inheritdoc/>
    public override int[] Draw(Random random)
    {
        var genome = Enumerable.Range(0, _length).ToArray();
        random.Shuffle(genome);
        return genome;
    }

    /// <inheritdoc/>
    public override int[] Cross(int[] first, int[] second, Random random)
    {
        var (from, to) = Stretch(random);
        var (child, used) = (new int[_length], new bool[_length]);
        for (var place = from; place <= to; place++) used[child[place] = first[place]] = true;
        var next = (to + 1) % _length;
        for (var step = 1; step <= _length; step++)
        {
            var number = second[(to + step) % _length];
            if (used[number]) continue;
            child[next] = number;
            next = (next + 1) % _length;
        }
        return child;
    }

    /// <inheritdoc/>
    public override int[] Mutate(int[] genome, Random random)
    {
        var mutant = (int[])genome.Clone();
        var (from, to) = Stretch(random);
        Array.Reverse(mutant, from, to - from + 1);
        return mutant;
    }

    (int From, int To) Stretch(Random random)
    {
        var (one, other) = (random.Next(_length), random.Next(_length));
        return one <= other ? (one, other) : (other, one);
    }
}
