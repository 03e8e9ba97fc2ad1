using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Definitions;
using CrmInsights.Local.Hosting.Handler;
using CrmInsights.Local.Hosting.Queues;
using CrmInsights.Local.Hosting.Timers;

namespace CrmInsights.Local.Hosting;

/// <summary>
/// Stands in for the Azure Functions host on one machine: starts the handler and drives it by the app's own host.json and function.json, over
/// HTTP, with the real host's envelopes, retries and poison queues.
/// </summary>
sealed class FunctionHost : IAsyncDisposable
{
    static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);

    readonly FunctionHostOptions _options;
    readonly AppDefinition _app;
    readonly IHandler _handler;
    readonly QueueFile _queues;
    readonly FunctionCaller _caller;
    readonly List<QueuePump> _pumps;
    readonly List<TimerFunction> _timers;
    readonly CancellationTokenSource _stopping = new();
    readonly CancellationTokenSource _aborting = new();
    readonly List<Task> _loops = [];

    FunctionHost(FunctionHostOptions options, AppDefinition app, IHandler handler, ILoggerFactory logs)
    {
        _options = options;
        _app = app;
        _handler = handler;
        _queues = QueueFile.Open(Path.Combine(options.DataFolder, "queues.db"), options.WaitClock);
        _caller = new FunctionCaller(handler, _queues, app.Host, logs);
        Queues = new HostQueues(_queues, app.Host.Base64Messages);
        var parts = new QueuePumpParts(_queues, _caller, handler, app.Host) { Clock = options.Clock, WaitClock = options.WaitClock, Abort = _aborting.Token };
        _pumps = [.. Triggered("queueTrigger").Select(function => new QueuePump(function, parts, logs.CreateLogger($"Function.{function.Name}")))];
        _timers = [.. Triggered("timerTrigger").Select(function => new TimerFunction(function, _queues, _caller, options.Clock))];
    }

    /// <summary>The app's queues.</summary>
    public HostQueues Queues { get; }

    /// <summary>How the handler is.</summary>
    public HostStatus Status => _handler.Status;

    /// <summary>Completes with the reason when the handler is not started again any more.</summary>
    public Task<string> Stopped => _handler.Stopped;

    /// <summary>HTTP functions, for <see cref="FunctionEndpoints"/>.</summary>
    internal IEnumerable<FunctionDefinition> HttpFunctions => Triggered("httpTrigger");

    internal string RoutePrefix => _app.Host.RoutePrefix;

    /// <summary>Reads the app and opens its queues; nothing runs yet.</summary>
    /// <exception cref="FunctionHostException">The app cannot be hosted as it is.</exception>
    public static FunctionHost Open(FunctionHostOptions options, ILoggerFactory logs)
    {
        var app = AppDefinition.Read(options.AppFolder, options.Settings);
        return new FunctionHost(options, app, new HandlerProcess(options, app.Host, logs.CreateLogger("Handler")), logs);
    }

    /// <summary>As the other, with a handler that runs already.</summary>
    internal static FunctionHost Open(FunctionHostOptions options, IHandler handler, ILoggerFactory logs) =>
        new(options, AppDefinition.Read(options.AppFolder, options.Settings), handler, logs);

    /// <summary>Starts the handler, waits until it answers, then delivers messages and runs timers.</summary>
    /// <exception cref="FunctionHostException">The handler does not start; the message has its last errors.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await _handler.StartAsync(cancellation);
        lock (_loops)
        {
            _loops.AddRange(_pumps.Select(pump => LoopAsync(pump.RunAsync)));
            if (_options.RunTimers) _loops.AddRange(_timers.Select(timer => LoopAsync(timer.RunAsync)));
        }
    }

    /// <summary>Runs a timer or queue function by hand; true where it succeeded.</summary>
    /// <param name="name">Name of the function.</param>
    /// <param name="input">Text of the message; timers take none.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such function, or HTTP triggers it.</exception>
    public async Task<bool> InvokeAsync(string name, string input, CancellationToken cancellation)
    {
        if (_timers.Find(timer => IsNamed(timer.Function, name)) is { } timer) return await timer.RunOnceAsync(isPastDue: false, cancellation);

        var function = Triggered("queueTrigger").FirstOrDefault(function => IsNamed(function, name))
            ?? throw new ArgumentException($"There is no timer or queue function '{name}'; there are {string.Join(", ", InvocableNames())}.", nameof(name));
        var envelope = new Envelope(function.Name, _options.Clock.GetUtcNow()).ForQueue(function.Trigger.Name, input, message: null);
        return (await _caller.CallAsync(function, envelope, cancellation)).Failure is null;
    }

    /// <summary>Runs a function by hand and waits for nothing; its end is logged.</summary>
    internal void Begin(string name, string input)
    {
        lock (_loops) _loops.Add(LoopAsync(stopping => InvokeAsync(name, input, stopping)));
    }

    /// <summary>Lets calls under way end for a while, then ends the handler.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        Task[] loops;
        lock (_loops) loops = [.. _loops];
        await Task.WhenAll(loops);
        var calls = Task.WhenAll(_pumps.Select(pump => pump.FinishAsync()));
        _aborting.CancelAfter(s_farewell);
        await calls;
        await _handler.DisposeAsync();
        _timers.ForEach(timer => timer.Dispose());
        _caller.Dispose();
        _queues.Dispose();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    internal IEnumerable<string> InvocableNames() => _app.Functions.Where(function => !function.Trigger.Is("httpTrigger")).Select(function => function.Name);

    /// <summary>Calls an HTTP function; no outcome where the handler did not come up in time.</summary>
    internal async Task<CallOutcome?> CallHttpAsync(FunctionDefinition function, HttpCall call, CancellationToken cancellation)
    {
        try
        {
            await _handler.AddressAsync(cancellation).WaitAsync(_options.StartTimeout, _options.WaitClock, cancellation);
        }
        catch (Exception error) when (error is TimeoutException or IOException)
        {
            return null;
        }
        var envelope = new Envelope(function.Name, _options.Clock.GetUtcNow()).ForHttp(function.Trigger.Name, call);
        return await _caller.CallAsync(function, envelope, cancellation);
    }

    async Task LoopAsync(Func<CancellationToken, Task> loop)
    {
        try
        {
            await loop(_stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The host is closing.
        }
        catch (IOException) when (_handler.Stopped.IsCompleted)
        {
            // The handler stopped for good; Status says why.
        }
    }

    IEnumerable<FunctionDefinition> Triggered(string type) => _app.Functions.Where(function => function.Trigger.Is(type));

    static bool IsNamed(FunctionDefinition function, string name) => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
