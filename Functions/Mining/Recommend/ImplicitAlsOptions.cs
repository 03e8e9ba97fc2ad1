namespace CrmInsights.Mining.Recommend;

/// <summary>Settings of <see cref="ImplicitAls.Fit"/>.</summary>
public sealed record ImplicitAlsOptions
{
    /// <summary>Numbers of a vector, 1 to 512.</summary>
    public int FactorCount { get; init; } = 32;
    /// <summary>Passes over users and items.</summary>
    public int Iterations { get; init; } = 15;
    /// <summary>Penalty on squared lengths of vectors (lambda), above 0.</summary>
    public double Penalty { get; init; } = 0.1;
    /// <summary>How much one unit of weight adds to the confidence of 1 (alpha), above 0.</summary>
    public double ConfidencePerWeight { get; init; } = 40;
    /// <summary>Seed of the first item vectors. Same seed, same data, same model.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        if (FactorCount is < 1 or > 512) throw new ArgumentOutOfRangeException(nameof(FactorCount), FactorCount, "1 to 512 were expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Iterations, 1);
        Positive(Penalty, nameof(Penalty));
        Positive(ConfidencePerWeight, nameof(ConfidencePerWeight));
    }

    static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value)) throw new ArgumentOutOfRangeException(name, value, "A finite number above 0 was expected.");
    }
}
