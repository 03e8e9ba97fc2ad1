using System.Text.Json;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Running;

/// <summary>The app's mining runs, as their rows in ci_run tell.</summary>
sealed class MiningRuns(EmbeddedDataverse dataverse, Caller caller)
{
    const string Table = "ci_run";
    const int Succeeded = 712340002;
    const int Failed = 712340003;
    const int Canceled = 712340004;
    const int Most = 1000;

    /// <summary>Runs that have ended: whoever waits for a run waits for another. One that a killed process left goes on and is not among them.</summary>
    public async Task<HashSet<Guid>> ReadEndedAsync(CancellationToken cancellation) =>
        [.. (await ReadAsync(cancellation)).Where(run => run.HasEnded).Select(run => run.Id)];

    /// <summary>The run that is not among <paramref name="others"/>; null while it has no row.</summary>
    public async Task<MiningRun?> FindAsync(HashSet<Guid> others, CancellationToken cancellation) =>
        (await ReadAsync(cancellation)).FirstOrDefault(run => !others.Contains(run.Id));

    async Task<IReadOnlyList<MiningRun>> ReadAsync(CancellationToken cancellation)
    {
        var query = new RowQuery(Table)
        {
            Columns = ["ci_status", "ci_stage", "ci_counts", "ci_error"],
            Filter = new RowFilter.Compare(ColumnPath.Of("ci_job"), CompareOperator.Eq, "mine"),
            Order = [new RowOrder(ColumnPath.Of("versionnumber"), true)],
            Top = Most,
        };
        var page = await dataverse.ReadAsync(caller, session => session.Query(query), cancellation);
        return [.. page.Rows.Select(Run)];
    }

    static MiningRun Run(TableRow row)
    {
        var details = row["ci_counts"] is string { Length: > 0 } json ? JsonSerializer.Deserialize<MiningDetails>(json, JsonSerializerOptions.Web) : null;
        return new MiningRun(row.Id, row["ci_stage"] as string ?? "", details ?? new MiningDetails())
        {
            HasSucceeded = row["ci_status"] is Succeeded,
            Error = row["ci_status"] is Failed or Canceled ? row["ci_error"] as string ?? "no reason given" : null,
        };
    }
}

/// <summary>One mining run.</summary>
sealed record MiningRun(Guid Id, string Stage, MiningDetails Details)
{
    public bool HasSucceeded { get; init; }
    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }
    public bool HasEnded => HasSucceeded || Error is not null;
}

/// <summary>What a run has measured and has to say.</summary>
sealed record MiningDetails
{
    public IReadOnlyDictionary<string, double> Seconds { get; init; } = new Dictionary<string, double>();
    public IReadOnlyList<string> Notes { get; init; } = [];
}
