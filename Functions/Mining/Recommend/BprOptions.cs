namespace CrmInsights.Mining.Recommend;

/// <summary>Settings of <see cref="Bpr.Fit"/>.</summary>
public sealed record BprOptions
{
    /// <summary>Numbers of a vector, 1 to 512.</summary>
    public int FactorCount { get; init; } = 32;
    /// <summary>Passes of as many draws as there are interactions.</summary>
    public int Epochs { get; init; } = 30;
    /// <summary>Length of a step, above 0.</summary>
    public double LearningRate { get; init; } = 0.05;
    /// <summary>Penalty on squared lengths of vectors and biases, 0 or more.</summary>
    public double Penalty { get; init; } = 0.01;
    /// <summary>Seed of the first vectors and of the draws. Same seed, same data, same model.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate()
    {
        if (FactorCount is < 1 or > 512) throw new ArgumentOutOfRangeException(nameof(FactorCount), FactorCount, "1 to 512 were expected.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        if (!(LearningRate > 0) || double.IsInfinity(LearningRate)) throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "A finite number above 0 was expected.");
        if (!(Penalty >= 0) || double.IsInfinity(Penalty)) throw new ArgumentOutOfRangeException(nameof(Penalty), Penalty, "A finite number of at least 0 was expected.");
    }
}
