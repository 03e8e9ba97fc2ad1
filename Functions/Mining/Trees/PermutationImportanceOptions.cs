namespace CrmInsights.Mining.Trees;

/// <summary>Settings of <see cref="PermutationImportance.Of"/>.</summary>
public sealed record PermutationImportanceOptions
{
    /// <summary>Shuffles of each feature, at least 1.</summary>
    public int Repetitions { get; init; } = 5;
    /// <summary>Loss of a row; null takes that of the model's objective: log-loss, squared error, Poisson deviance.</summary>
    public MarginLoss? Loss { get; init; }
    /// <summary>Seed of the shuffles. Same seed, same data, same figures, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Repetitions, 1);
}
