namespace CrmInsights.Mining.Search;

/// <summary>A kind of genome: how to draw, cross and change one. Methods take every random number from the generator given and leave their arguments alone.</summary>
public abstract class GenomeSpace<TGenome>
{
    /// <summary>A genome from all over the space.</summary>
    public abstract TGenome Draw(Random random);

    /// <summary>A child of two parents.</summary>
    public abstract TGenome Cross(TGenome first, TGenome second, Random random);

    /// <summary>A genome near the given one.</summary>
    public abstract TGenome Mutate(TGenome genome, Random random);
}
