namespace CrmInsights.Mining.Sequences;

/// <summary>Waits from one element to the next; <see cref="Lifetime.KaplanMeier.Fit"/> takes them as they are where no distribution is to be assumed.</summary>
/// <param name="Durations">Time waited; above 0.</param>
/// <param name="Observed">True where the next element came, false where the watch ended before it.</param>
public sealed record WaitingTimes(double[] Durations, bool[] Observed);
