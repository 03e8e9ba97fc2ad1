namespace CrmInsights.Store;

/// <summary>Jobs with their stages, watermarks and settings: what lets work go on after a crash.</summary>
public interface IRunLedger
{
    /// <summary>Saves a run as it now is; the first save creates it.</summary>
    Task SaveAsync(RunRecord run, CancellationToken cancellation);

    /// <summary>A run by id; null where unknown.</summary>
    Task<RunRecord?> ReadAsync(Guid id, CancellationToken cancellation);

    /// <summary>Runs that have not ended, oldest first, and the last <paramref name="ended"/> ended ones, newest first.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(int ended, CancellationToken cancellation);

    /// <summary>A named value, such as the delta link of a table; null where unset.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellation);

    /// <summary>Sets a named value; null removes it.</summary>
    Task SetAsync(string name, string? value, CancellationToken cancellation);
}

/// <summary>One run of a job.</summary>
public sealed record RunRecord
{
    /// <summary>Names the run here and as a row of ci_run.</summary>
    public required Guid Id { get; init; }
    /// <summary><c>mine</c>, <c>reconcile</c>.</summary>
    public required string Job { get; init; }
    /// <summary>Stage to run next, or the last one run.</summary>
    public required string Stage { get; init; }
    /// <summary><c>running</c>, <c>succeeded</c>, <c>failed</c>.</summary>
    public required string Status { get; init; }
    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedOn { get; init; }
    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedOn { get; init; }
    /// <summary>Checkpoint and counts as JSON.</summary>
    public string Json { get; init; } = "{}";
}
