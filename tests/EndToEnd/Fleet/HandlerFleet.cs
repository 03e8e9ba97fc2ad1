using System.Globalization;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Hosting.Definitions;
using CrmInsights.Local.Hosting.Queues;
using CrmInsights.Store;

namespace CrmInsights.EndToEnd.Fleet;

/// <summary>Real handler processes on one database, one environment and one set of queues, driven as the Functions host drives instances that it has scaled out.</summary>
sealed class HandlerFleet : IAsyncDisposable
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    readonly CancellationTokenSource _ending = new();
    readonly AppDefinition _app;
    readonly QueueFile _queues;
    Task _polling = Task.CompletedTask;

    HandlerFleet(AppDefinition app, QueueFile queues) => (_app, _queues) = (app, queues);

    public List<FleetMember> Members { get; } = [];

    /// <param name="site">The environment; each process gets a token of its own.</param>
    /// <param name="store">The setting of the store, one for all.</param>
    /// <param name="count">How many processes.</param>
    /// <param name="folder">Where the queues are kept.</param>
    public static async Task<HandlerFleet> StartAsync(CompanySite site, string store, int count, TemporaryFolder folder)
    {
        var settings = new Dictionary<string, string>
        {
            ["CrmInsights__DataverseUrl"] = site.Address.GetLeftPart(UriPartial.Authority),
            ["CrmInsights__SigningKey"] = new string('k', 32),
            ["CrmInsights__Store"] = store,
            ["CrmInsights__ClockOffsetSeconds"] = site.ClockOffset.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
        };
        var app = AppDefinition.Read(AppContext.BaseDirectory, settings);
        var fleet = new HandlerFleet(app, QueueFile.Open(folder[$"queues-{count}.db"], TimeProvider.System));
        for (var number = 0; number < count; number++)
        {
            var own = new Dictionary<string, string>(settings) { ["CrmInsights__BearerToken"] = CompanySite.Token(number) };
            var options = new FunctionHostOptions { AppFolder = AppContext.BaseDirectory, DataFolder = folder.Path, Settings = own, StartTimeout = s_patience };
            fleet.Members.Add(await FleetMember.StartAsync(options, app, fleet._queues, fleet._ending.Token));
        }
        foreach (var member in fleet.Members) await member.StartAsync(fleet._ending.Token);
        fleet._polling = fleet.PollAsync();
        return fleet;
    }

    /// <summary>Runs Mine on the first process and waits until the run of it has ended.</summary>
    public async Task<RunRecord> MineAsync(InsightStore store)
    {
        var mine = _app.Functions.Single(function => function.Name == "Mine");
        (await Members[0].CallTimerAsync(mine, _ending.Token)).Failure.ShouldBeNull();
        RunRecord? run = null;
        await Until.TrueAsync(async () => (run = (await store.Runs.ListAsync(1, default)).FirstOrDefault(one => one.Job == "mine"))?.EndedOn is not null, s_patience, "the run has ended");
        return run!;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _polling;
        foreach (var member in Members) await member.DisposeAsync();
        _queues.Dispose();
        _ending.Dispose();
    }

    // A pump hears of what is put and of the end of its own calls. That another instance gave a message back, a real host finds by looking every two seconds.
    async Task PollAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(_ending.Token))
                foreach (var function in _app.Functions.Where(function => function.Trigger.Is("queueTrigger"))) _queues.PutAll(function.Trigger.Text("queueName")!, []);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
