namespace CrmInsights.Mining.Trees;

/// <summary>Settings of <see cref="PermutationImportance"/>.</summary>
public sealed record PermutationImportanceOptions
{
    /// <summary>Shuffles of each feature, at least 1.</summary>
    public int Repetitions { get; init; } = 5;
    /// <summary>Loss of a row; null takes that of the model's objective: log-loss, squared error, Poisson deviance.</summary>
    public MarginLoss? Loss { get; init; }
    /// <summary>Loss of all scores together, for models other than trees and for measures that are no mean over rows; of trees it takes the place of <see cref="Loss"/>.</summary>
    public ScoresLoss? ScoresLoss { get; init; }
    /// <summary>Seed of the shuffles. Same seed, same data, same figures, for any number of threads.</summary>
    public int Seed { get; init; } = 42;

    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThan(Repetitions, 1);
}
