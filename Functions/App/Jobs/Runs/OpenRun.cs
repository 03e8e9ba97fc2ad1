using CrmInsights.App.Jobs.Scoring;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Opens runs, one of a job at a time, and takes up runs whose worker died.</summary>
sealed class OpenRun(IRunLedger ledger, RunRow row, Clocks clocks, ILogger<OpenRun> log)
{
    // A stage ends within four and a half minutes; one that was not touched for longer has nobody at work.
    static readonly TimeSpan s_stale = TimeSpan.FromMinutes(6);

    /// <summary>Runs whose present stage is to be posted: those taken up again and the one opened; and a sentence for the log.</summary>
    public async Task<(IReadOnlyList<RunRecord> ToPost, string Sentence)> RunAsync(string job, CancellationToken cancellation)
    {
        var active = (await ledger.ListAsync(0, cancellation)).Where(run => run.Job != ScoreRequests.Job).ToList();
        var stale = active.Where(IsStale).ToList();
        foreach (var run in stale)
            log.LogWarning("Run {Run} ({Job}) stood still in stage {Stage}; it is taken up again", run.Id, run.Job, run.Stage);
        if (active.FirstOrDefault(run => run.Job == job || run.Job == RunPlan.Mine) is { } other)
            return (stale, $"A run of {other.Job} is under way since {other.StartedOn:u} (stage {other.Stage}, id {other.Id}); no other is opened.");

        var opened = await OpenAsync(job, cancellation);
        if (await EarlierAsync(opened, cancellation) is { } earlier)
        {
            await ledger.SaveAsync(opened with { Status = RunStatus.Canceled, EndedOn = clocks.App.GetUtcNow() }, cancellation);
            return (stale, $"Another run of {job} was opened at the same moment ({earlier.Id}); this one ends at once.");
        }
        if (job == RunPlan.Mine) await row.ShowAsync(opened, cancellation);
        return ([.. stale, opened], $"Run {opened.Id} of {job} is opened.");
    }

    async Task<RunRecord> OpenAsync(string job, CancellationToken cancellation)
    {
        var run = new RunRecord
        {
            Id = await ReusableIdAsync(job, cancellation) ?? Guid.NewGuid(),
            Job = job,
            Stage = "collect",
            Status = RunStatus.Running,
            StartedOn = clocks.App.GetUtcNow(),
            Json = new RunState { TouchedOn = clocks.Wall.GetUtcNow() }.ToJson(),
        };
        await ledger.SaveAsync(run, cancellation);
        return run;
    }

    // A reconciliation that found nothing left no trace anybody needs: the next one takes its place.
    async Task<Guid?> ReusableIdAsync(string job, CancellationToken cancellation)
    {
        if (job != RunPlan.Reconcile) return null;
        var last = (await ledger.ListAsync(5, cancellation)).FirstOrDefault(run => run is { Job: RunPlan.Reconcile, Status: RunStatus.Succeeded });
        return last is not null && RunState.Parse(last.Json).Counts.Values.All(count => count == 0) ? last.Id : null;
    }

    async Task<RunRecord?> EarlierAsync(RunRecord opened, CancellationToken cancellation) =>
        (await ledger.ListAsync(0, cancellation)).FirstOrDefault(run => run.Job == opened.Job && run.Id != opened.Id
            && (run.StartedOn, run.Id).CompareTo((opened.StartedOn, opened.Id)) < 0);

    bool IsStale(RunRecord run)
    {
        var silence = clocks.Wall.GetUtcNow() - RunState.Parse(run.Json).TouchedOn;
        return silence > s_stale || silence < -s_stale;
    }
}
