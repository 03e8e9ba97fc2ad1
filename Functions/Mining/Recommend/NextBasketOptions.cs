namespace CrmInsights.Mining.Recommend;

/// <summary>Settings of <see cref="NextBasket.Fit"/>; defaults lie amid those the paper found best.</summary>
public sealed record NextBasketOptions
{
    /// <summary>Baskets of a group, at least 1.</summary>
    public int GroupSize { get; init; } = 7;
    /// <summary>What a basket weighs against the next one of its group, above 0 up to 1 (r_b).</summary>
    public double BasketDecay { get; init; } = 0.9;
    /// <summary>What a group weighs against the next one, above 0 up to 1 (r_g).</summary>
    public double GroupDecay { get; init; } = 0.7;
    /// <summary>Most neighbours whose habits are mixed in, 0 or more.</summary>
    public int NeighbourCount { get; init; } = 300;
    /// <summary>Weight of the customer's own habits against those of the neighbours, 0 to 1 (alpha).</summary>
    public double OwnShare { get; init; } = 0.7;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(GroupSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(NeighbourCount);
        Share(BasketDecay, double.Epsilon, nameof(BasketDecay));
        Share(GroupDecay, double.Epsilon, nameof(GroupDecay));
        Share(OwnShare, 0, nameof(OwnShare));
    }

    static void Share(double value, double least, string name)
    {
        if (!(value >= least && value <= 1)) throw new ArgumentOutOfRangeException(name, value, $"A number from {least} to 1 was expected.");
    }
}
