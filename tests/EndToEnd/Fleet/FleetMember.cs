using System.Diagnostics;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Definitions;
using CrmInsights.Local.Hosting.Handler;
using CrmInsights.Local.Hosting.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.EndToEnd.Fleet;

/// <summary>One real handler process with what the Functions host has for each of its instances: a caller, and a pump a queue. It is not started again.</summary>
sealed class FleetMember : IHandler
{
    readonly HandlerChild _child;
    readonly Process _process;
    readonly FunctionCaller _caller;
    readonly List<QueuePump> _pumps;
    readonly List<Task> _loops = [];

    FleetMember(HandlerChild child, AppDefinition app, QueueFile queues, CancellationToken abort)
    {
        _child = child;
        _process = Process.GetProcessById(child.ProcessId);
        _caller = new FunctionCaller(this, queues, app.Host, NullLoggerFactory.Instance);
        var parts = new QueuePumpParts(queues, _caller, this, app.Host) { Clock = TimeProvider.System, WaitClock = TimeProvider.System, Abort = abort };
        _pumps = [.. app.Functions.Where(function => function.Trigger.Is("queueTrigger")).Select(function => new QueuePump(function, parts, NullLogger.Instance))];
    }

    public HostStatus Status => new(HostState.Running, null, _child.ProcessId, 0);

    public Task<string> Stopped { get; } = new TaskCompletionSource<string>().Task;

    public bool IsAlive => !_process.HasExited;

    public static async Task<FleetMember> StartAsync(FunctionHostOptions options, AppDefinition app, QueueFile queues, CancellationToken abort)
    {
        var child = HandlerChild.Start(options, app.Host, NullLogger.Instance);
        (await child.AnswersAsync(options, abort)).ShouldBeTrue(child.LastErrors);
        return new FleetMember(child, app, queues, abort);
    }

    /// <summary>Begins to take messages.</summary>
    public Task StartAsync(CancellationToken cancellation)
    {
        _loops.AddRange(_pumps.Select(pump => PumpAsync(pump, cancellation)));
        return Task.CompletedTask;
    }

    public Task<CallOutcome> CallTimerAsync(FunctionDefinition function, CancellationToken cancellation) =>
        _caller.CallAsync(function, new Envelope(function.Name, TimeProvider.System.GetUtcNow()).ForTimer(function.Trigger.Name, null, isPastDue: false), cancellation);

    public Task<Uri> AddressAsync(CancellationToken cancellation) => IsAlive ? Task.FromResult(_child.Address) : throw new IOException("The handler was killed.");

    public Task NoAnswerAsync(Uri address, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_loops);
        await Task.WhenAll(_pumps.Select(pump => pump.FinishAsync()));
        await _child.DisposeAsync();
        _caller.Dispose();
        _process.Dispose();
    }

    async Task PumpAsync(QueuePump pump, CancellationToken cancellation)
    {
        try
        {
            await pump.RunAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The test is over.
        }
        catch (IOException) when (!IsAlive)
        {
            // Killed: the others have the queue to themselves.
        }
    }
}
