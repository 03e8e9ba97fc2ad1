namespace CrmInsights.Mining.Data;

/// <summary>What every fit needs from its caller: cancellation, progress and a bound on threads.</summary>
/// <param name="Cancellation">Stops a fit between two passes with <see cref="OperationCanceledException"/>.</param>
/// <param name="Progress">Receives the share done, 0 to 1; null when nobody listens.</param>
/// <param name="MaxThreads">Most threads a fit may use, at least 1. The result does not depend on it.</param>
public sealed record RunContext(
    CancellationToken Cancellation = default,
    IProgress<double>? Progress = null,
    int MaxThreads = 1)
{
    /// <summary>Checks for cancellation and reports progress. Called once per pass, never per row.</summary>
    /// <param name="done">Passes finished.</param>
    /// <param name="total">Passes in all; 0 counts as unknown.</param>
    public void Report(int done, int total)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (total > 0) Progress?.Report((double)done / total);
    }
}
