using CrmInsights.Dataverse;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Import;

namespace CrmInsights.Local.Running;

/// <summary>What happens behind the page: set-up, import, delivery of the events, mining, scoring. Each part goes on where an earlier process ended.</summary>
sealed class CompanyWork(LocalStack stack, CompanySource source, StateFolder state, ProgressBoard board)
{
    const int BatchSize = 500;
    static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);

    /// <summary>Imports what is new and mines where it was never done.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await SetUpAsync(cancellation);
        await ImportAsync(cancellation);
        if (!state.Settings.Mined) await MineAsync(cancellation);
    }

    /// <summary>Imports, mines in any case, and measures.</summary>
    public async Task<RunSummary> RunOnceAsync(CancellationToken cancellation)
    {
        var measure = new SummaryReader(stack, state);
        await measure.StartAsync(cancellation);
        await SetUpAsync(cancellation);
        var importing = TimeProvider.System.GetTimestamp();
        await ImportAsync(cancellation);
        await DeliverAsync(cancellation);
        var importSeconds = TimeProvider.System.GetElapsedTime(importing).TotalSeconds;
        var mined = await MineAsync(cancellation);
        board.Report("Counting", 0, 0);
        return await measure.ReadAsync(mined, importSeconds, cancellation);
    }

    async Task SetUpAsync(CancellationToken cancellation)
    {
        board.Report("Installing the solution", 0, 0);
        if (await new SolutionSetup(stack.Dataverse, stack.Administrator, state).RunAsync(stack.Address, cancellation) is { } left) board.Say(left, keep: true);
        board.Report("Starting the Function app", 0, 0);
        await stack.Functions.StartAsync(cancellation);
        // Not before: events that an earlier process left would find nobody, and the plug-ins' breaker would hold them back for a minute.
        stack.Dataverse.StartJobs();
    }

    async Task ImportAsync(CancellationToken cancellation)
    {
        var fingerprint = source.Fingerprint(state.Settings);
        if (state.Settings.Imported != fingerprint)
        {
            using var rejects = new Rejects(state.RejectedFile);
            using var dataverse = new DataverseWebApi(new DataverseOptions { Url = stack.Address, BatchSize = BatchSize, Parallelism = 2 });
            await new Importer(dataverse, board, rejects).RunAsync(source.Open(rejects, stack.Clock, state.Settings), cancellation);
            foreach (var sentence in rejects.Describe()) board.Say(sentence, keep: true);
            await DeliverAsync(cancellation);
            state.Save(state.Settings with { Imported = fingerprint });
        }
    }

    // Events are system jobs; the app has them all when no job waits.
    async Task DeliverAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_look, TimeProvider.System);
        var most = 0L;
        while (stack.Dataverse.CountJobs().Waiting is > 0 and var waiting)
        {
            most = Math.Max(most, waiting);
            board.Report("Delivering events", most - waiting, most);
            await WatchAsync(timer, cancellation);
        }
        if (stack.Dataverse.CountJobs().Failed is > 0 and var failed)
            board.Say($"{failed:N0} events could not be delivered; the next reconciliation finds what they said.", keep: true);
    }

    async Task<MinedState> MineAsync(CancellationToken cancellation)
    {
        board.Report("Mining", 0, 0);
        using var http = new HttpClient { BaseAddress = stack.Address, Timeout = TimeSpan.FromMinutes(2) };
        var runs = new MiningRuns(stack.Dataverse, stack.Administrator);
        var ended = await runs.ReadEndedAsync(cancellation);
        if (!await stack.Functions.InvokeAsync("Mine", "", cancellation))
            throw new CommandFailedException($"Mining did not start: the function Mine failed. {state.LogFile} says why.");
        var mined = await WaitForRunAsync(http, () => runs.FindAsync(ended, cancellation), cancellation);
        state.Save(state.Settings with { Mined = true });
        foreach (var note in mined.Run.Details.Notes) board.Say(note, keep: note.Contains(", warning: ", StringComparison.Ordinal));
        return mined;
    }

    async Task<MinedState> WaitForRunAsync(HttpClient http, Func<Task<MiningRun?>> find, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_look, TimeProvider.System);
        while (true)
        {
            if (await find() is { } run)
            {
                if (run.Error is { } error) throw new CommandFailedException($"Mining failed in the stage {run.Stage}: {error} More in {state.LogFile}.");
                if (await AppHealth.AskAsync(http, cancellation) is { } health)
                {
                    if (run.HasSucceeded && IsQuiet(health)) return new MinedState(run, health);
                    board.Report(Words(run, health.Waiting.Customers), 0, 0);
                }
            }
            await WatchAsync(timer, cancellation);
        }
    }

    // Nothing waits in the store, in the queues or in Dataverse: what is on the rows now is what this run has to say.
    bool IsQuiet(AppHealth health) => health.Waiting.Customers == 0 && stack.Dataverse.CountJobs().Waiting == 0
        && stack.Functions.Queues.Count("score-accounts") == 0 && stack.Functions.Queues.Count("run-stages") == 0;

    static string Words(MiningRun run, long waiting) =>
        run.HasSucceeded || waiting > 0 ? $"Scoring, {waiting:N0} customers left" : $"Mining: {run.Stage}";

    async Task WatchAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        if (stack.Functions.Stopped.IsCompleted) throw new CommandFailedException($"The Function app stopped: {await stack.Functions.Stopped}");
        await timer.WaitForNextTickAsync(cancellation);
    }
}

/// <summary>What stands when mining is complete: the run, and the app's counts.</summary>
sealed record MinedState(MiningRun Run, AppHealth Health);
