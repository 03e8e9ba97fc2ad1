using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Definitions;
using CrmInsights.Local.Hosting.Queues;

namespace CrmInsights.Local.Hosting.Timers;

/// <summary>Runs one timer function when its schedule says so, never twice at a time. A run missed while nothing was hosted is made up for at once.</summary>
sealed class TimerFunction(FunctionDefinition function, QueueFile queues, FunctionCaller caller, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan s_longestDelay = TimeSpan.FromDays(1);

    readonly SemaphoreSlim _one = new(1);
    readonly CronSchedule _schedule = CronSchedule.Parse(function.Trigger.Text("schedule")
        ?? throw new FunctionHostException($"The timer trigger of function '{function.Name}' has no schedule."));

    public FunctionDefinition Function => function;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var status = queues.ReadTimer(function.Name);
        var isPastDue = status?.Next <= clock.GetUtcNow();
        if (isPastDue || function.Trigger.Flag("runOnStartup")) await RunOnceAsync(isPastDue, cancellation);
        var last = status?.Last ?? DateTimeOffset.MinValue;
        while (_schedule.Next(clock.GetUtcNow()) is { } next)
        {
            queues.SaveTimer(function.Name, last, next);    // stays until the run has ended: one cut short is made up for
            await DelayUntilAsync(next, cancellation);
            await RunOnceAsync(isPastDue: false, cancellation);
            last = next;
        }
    }

    /// <summary>Runs it now, by hand or by schedule; waits for a run under way.</summary>
    public async Task<bool> RunOnceAsync(bool isPastDue, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var envelope = new Envelope(function.Name, clock.GetUtcNow()).ForTimer(function.Trigger.Name, queues.ReadTimer(function.Name), isPastDue);
            return (await caller.CallAsync(function, envelope, cancellation)).Failure is null;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    async Task DelayUntilAsync(DateTimeOffset next, CancellationToken cancellation)
    {
        while (next - clock.GetUtcNow() is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest < s_longestDelay ? rest : s_longestDelay, clock, cancellation);
        }
    }
}
