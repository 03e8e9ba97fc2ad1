using CrmInsights.Mining.Internals;

namespace CrmInsights.Mining.Data;

/// <summary>What every fit needs from its caller: cancellation, progress and a bound on threads.</summary>
/// <param name="Cancellation">Stops a fit between two passes with <see cref="OperationCanceledException"/>.</param>
/// <param name="Progress">Receives the share done, 0 to 1, in order where one thread works; a search that settles early ends below 1. Null when nobody listens.</param>
/// <param name="MaxThreads">Most threads a fit may use, at least 1. The result does not depend on it.</param>
public sealed record RunContext(
    CancellationToken Cancellation = default,
    IProgress<double>? Progress = null,
    int MaxThreads = 1)
{
    const int RowsBetweenReports = 4096;

    /// <summary>As <see cref="Report"/>, for a loop over rows: every 4,096th row, as a check a row would cost more than some rows do.</summary>
    internal void ReportRow(int row, int rowCount)
    {
        if (row % RowsBetweenReports == 0) Report(row, rowCount);
    }

    /// <summary>Begins part <paramref name="done"/> of <paramref name="total"/> equal ones; what the part reports counts for its share of the whole, and for nothing where
    /// the total is 0, unknown.</summary>
    internal RunContext Part(int done, int total)
    {
        Report(done, total);
        return Progress is null ? this : this with { Progress = total == 0 ? null : new PartProgress(Progress, (double)done / total, (done + 1.0) / total) };
    }

    /// <summary>Checks for cancellation and reports progress. Called once per pass, never per row.</summary>
    /// <param name="done">Passes finished.</param>
    /// <param name="total">Passes in all; 0 counts as unknown.</param>
    public void Report(int done, int total)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (total > 0) Progress?.Report((double)done / total);
    }
}
