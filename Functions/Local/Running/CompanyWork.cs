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
        measure.Start();
        await SetUpAsync(cancellation);
        var importing = TimeProvider.System.GetTimestamp();
        await ImportAsync(cancellation);
        var importSeconds = TimeProvider.System.GetElapsedTime(importing).TotalSeconds;
        var health = await MineAsync(cancellation);
        board.Report("Counting", 0, 0);
        return await measure.ReadAsync(health, importSeconds, cancellation);
    }

    async Task SetUpAsync(CancellationToken cancellation)
    {
        board.Report("Installing the solution", 0, 0);
        await new SolutionSetup(stack.Dataverse, stack.Administrator, state).RunAsync(stack.Address, cancellation);
        board.Report("Starting the Function app", 0, 0);
        await stack.Functions.StartAsync(cancellation);
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
        }
        await DeliverAsync(cancellation);
        state.Save(state.Settings with { Imported = fingerprint });
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

    async Task<AppHealth> MineAsync(CancellationToken cancellation)
    {
        board.Report("Mining", 0, 0);
        using var http = new HttpClient { BaseAddress = stack.Address, Timeout = TimeSpan.FromMinutes(2) };
        var before = (await AppHealth.AskAsync(http, cancellation))?.LastRun?.Id;
        if (!await stack.Functions.InvokeAsync("Mine", "", cancellation))
            throw new CommandFailedException("Mining did not start: the function Mine failed. The lines above say why.");
        var health = await WaitForRunAsync(http, before, cancellation);
        state.Save(state.Settings with { Mined = true });
        return health;
    }

    async Task<AppHealth> WaitForRunAsync(HttpClient http, Guid? before, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(s_look, TimeProvider.System);
        while (true)
        {
            var health = await AppHealth.AskAsync(http, cancellation);
            if (health?.LastRun is { Job: "mine" } run && (run.Id != before || run.Status == "running"))
            {
                if (run.Status == "failed") throw new CommandFailedException($"Mining failed in the stage {run.Stage}: {string.Join(' ', run.Errors)}");
                if (run.Status == "succeeded" && await IsQuietAsync(health)) return health;
                board.Report(Words(run.Stage, run.Status, health.Waiting.Customers), 0, 0);
            }
            await WatchAsync(timer, cancellation);
        }
    }

    // Nothing waits in the store, in the queues or in Dataverse: what is on the rows now is what this run has to say.
    Task<bool> IsQuietAsync(AppHealth health) => Task.FromResult(
        health.Waiting.Customers == 0 && stack.Functions.Queues.Count("score-accounts") == 0 && stack.Functions.Queues.Count("run-stages") == 0 && stack.Dataverse.CountJobs().Waiting == 0);

    static string Words(string stage, string status, long waiting) =>
        status == "succeeded" || waiting > 0 ? $"Scoring, {waiting:N0} customers left" : $"Mining: {stage}";

    async Task WatchAsync(PeriodicTimer timer, CancellationToken cancellation)
    {
        if (stack.Functions.Stopped.IsCompleted) throw new CommandFailedException($"The Function app stopped: {await stack.Functions.Stopped}");
        await timer.WaitForNextTickAsync(cancellation);
    }
}
