using CrmInsights.Local.Hosting.Definitions;

namespace CrmInsights.Local.Hosting.Handler;

/// <summary>Keeps the handler running: starts it again when it ends, until it fails three times in a row before it ever answered.</summary>
sealed class HandlerProcess(FunctionHostOptions options, HostSettings settings, ILogger log) : IHandler
{
    const int MostFailures = 3;
    static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan s_doubt = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan s_stable = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource _stopping = new();
    readonly TaskCompletionSource<string> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Lock _lock = new();
    TaskCompletionSource<Uri> _address = NewAddress();
    Task _loop = Task.CompletedTask;
    int _restarts;

    public HostStatus Status { get; private set; } = new(HostState.Starting, "The handler was not started yet.", null, 0);

    public Task<string> Stopped => _stopped.Task;

    public async Task StartAsync(CancellationToken cancellation)
    {
        _loop = Task.Run(() => KeepRunningAsync(_stopping.Token), CancellationToken.None);
        try
        {
            await AddressAsync(cancellation);
        }
        catch (IOException error)
        {
            throw new FunctionHostException(error.Message, error);
        }
    }

    public Task<Uri> AddressAsync(CancellationToken cancellation)
    {
        lock (_lock) return _address.Task.WaitAsync(cancellation);
    }

    // Connections break a moment before the death of the process is known. Without this wait a message would use up its tries in between.
    public async Task NoAnswerAsync(Uri address, CancellationToken cancellation)
    {
        var began = options.WaitClock.GetTimestamp();
        while (IsAt(address) && options.WaitClock.GetElapsedTime(began) < s_doubt)
        {
            await Task.Delay(s_look, options.WaitClock, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        Stop("The host was closed.");
        _stopping.Dispose();
    }

    async Task KeepRunningAsync(CancellationToken stopping)
    {
        var failures = 0;
        var pause = s_firstPause;
        try
        {
            while (true)
            {
                var (answered, lasted, end) = await RunOnceAsync(stopping);
                failures = answered ? 0 : failures + 1;
                pause = lasted >= s_stable ? s_firstPause : pause;
                if (failures == MostFailures)
                {
                    Stop($"The handler failed {MostFailures} times in a row before it answered. {end}");
                    return;
                }
                _restarts++;
                Down(HostState.Restarting, end);
                log.LogError("{End} It is started again in {Pause}.", end, pause);
                await Task.Delay(pause, options.WaitClock, stopping);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, s_longestPause.Ticks));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host is closing.
        }
        catch (FunctionHostException error)
        {
            Stop(error.Message);
        }
    }

    async Task<(bool Answered, TimeSpan Lasted, string End)> RunOnceAsync(CancellationToken stopping)
    {
        await using var child = HandlerChild.Start(options, settings, log);
        if (!await child.AnswersAsync(options, stopping)) return (false, TimeSpan.Zero, $"The handler did not answer. {Said(child)}");

        var began = options.WaitClock.GetTimestamp();
        Up(child);
        var code = await child.ExitAsync(stopping);
        return (true, options.WaitClock.GetElapsedTime(began), $"The handler ended with exit code {code}. {Said(child)}");
    }

    bool IsAt(Uri address)
    {
        lock (_lock) return _address.Task.IsCompletedSuccessfully && _address.Task.Result == address;
    }

    static string Said(HandlerChild child) => child.LastErrors is { Length: > 0 } errors ? $"Its last errors: {errors}" : "It wrote no error.";

    void Up(HandlerChild child)
    {
        lock (_lock)
        {
            Status = new HostStatus(HostState.Running, null, child.ProcessId, _restarts);
            _address.TrySetResult(child.Address);
        }
    }

    void Down(HostState state, string reason)
    {
        lock (_lock)
        {
            Status = new HostStatus(state, reason, null, _restarts);
            if (_address.Task.IsCompleted) _address = NewAddress();
        }
    }

    void Stop(string reason)
    {
        lock (_lock)
        {
            Down(HostState.Stopped, reason);
            _address.TrySetException(new IOException(reason));
        }
        _stopped.TrySetResult(reason);
    }

    // Its exception may go unobserved: nobody may be waiting when the handler stops for good.
    static TaskCompletionSource<Uri> NewAddress()
    {
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = address.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
        return address;
    }
}
