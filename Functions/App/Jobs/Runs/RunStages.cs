using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Runs;

/// <summary>Does one stage of a run, saves how far it came, and says which message comes next.</summary>
sealed class RunStages(IEnumerable<RunPlan> plans, InsightStore store, RunRow row, Clocks clocks, ILogger<RunStages> log)
{
    const int MostFailures = 5;
    static readonly TimeSpan s_timeLimit = TimeSpan.FromMinutes(4.5);

    /// <summary>The stage to post next, if any, and the shards to wake.</summary>
    public async Task<(string? Next, IReadOnlyCollection<int> Wake)> RunAsync(Guid id, string stage, CancellationToken cancellation)
    {
        if (await store.Runs.ReadAsync(id, cancellation) is not { Status: RunStatus.Running } run) return (null, []);

        var plan = plans.First(candidate => candidate.Job == run.Job);
        if (run.Stage != stage) return await ResumeAsync(plan, run, stage, cancellation);

        var state = RunState.Of(run);
        await SaveAsync(run, state, cancellation);
        var (result, fault) = await TryAsync(plan.Find(stage)!, state, cancellation);
        return fault is null
            ? await GoOnAsync(plan, run, state, result!, cancellation)
            : await CountFailureAsync(run, state, fault, cancellation);
    }

    // The process died between saving and answering: the message comes again, the run has moved on, and the wake-ups are lost.
    async Task<(string? Next, IReadOnlyCollection<int> Wake)> ResumeAsync(RunPlan plan, RunRecord run, string stage, CancellationToken cancellation) =>
        plan.After(stage)?.Name == run.Stage
            ? (run.Stage, [.. (await store.Dirty.WaitingAsync(cancellation)).Keys])
            : (null, []);

    // The edge of a run: whatever a stage throws is counted and shown, so that a run never dies in silence.
    async Task<(StageResult? Result, Exception? Fault)> TryAsync(IStage stage, RunState state, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(s_timeLimit, clocks.Wall);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var start = clocks.Wall.GetTimestamp();
        try
        {
            return (await stage.RunAsync(state, both.Token), null);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            return (null, fault);
        }
        finally
        {
            state.Seconds[stage.Name] = state.Seconds.GetValueOrDefault(stage.Name) + clocks.Wall.GetElapsedTime(start).TotalSeconds;
        }
    }

    async Task<(string? Next, IReadOnlyCollection<int> Wake)> GoOnAsync(
        RunPlan plan, RunRecord run, RunState state, StageResult result, CancellationToken cancellation)
    {
        state.Failures = 0;
        if (!result.IsDone)
        {
            await SaveAsync(run, state, cancellation);
            return (run.Stage, result.Wake);
        }
        var next = plan.After(run.Stage);
        var moved = next is null ? Ended(run, RunStatus.Succeeded) : run with { Stage = next.Name };
        var saved = await SaveAsync(moved, state, cancellation);
        if (run.Job == RunPlan.Mine || (next is null && IsNews(state))) await row.ShowAsync(saved, cancellation);
        return (next?.Name, result.Wake);
    }

    async Task<(string? Next, IReadOnlyCollection<int> Wake)> CountFailureAsync(RunRecord run, RunState state, Exception fault, CancellationToken cancellation)
    {
        log.LogError(fault, "Run {Run}, stage {Stage}: {Reason}", run.Id, run.Stage, fault.Message);
        state.AddError($"Stage {run.Stage}: {fault.Message}");
        state.Failures++;
        var isOver = state.Failures >= MostFailures;
        var saved = await SaveAsync(isOver ? Ended(run, RunStatus.Failed) : run, state, cancellation);
        if (!isOver)
            throw new InvalidOperationException($"Stage {run.Stage} of run {run.Id} failed ({state.Failures} of {MostFailures}): {fault.Message}", fault);
        await row.ShowAsync(saved, cancellation);
        return (null, []);
    }

    RunRecord Ended(RunRecord run, string status) => run with { Status = status, EndedOn = clocks.App.GetUtcNow() };

    async Task<RunRecord> SaveAsync(RunRecord run, RunState state, CancellationToken cancellation)
    {
        state.TouchedOn = clocks.Wall.GetUtcNow();
        var saved = run with { Json = state.ToJson() };
        await store.Runs.SaveAsync(saved, cancellation);
        return saved;
    }

    // Every five minutes a reconciliation finds nothing; that is no row worth keeping.
    static bool IsNews(RunState state) => state.Counts.Values.Any(count => count > 0);
}
