using System.Threading.Channels;
using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Definitions;

namespace CrmInsights.Local.Hosting.Queues;

/// <summary>Delivers the messages of one queue to one function: in batches, again after a failure, to the poison queue in the end.</summary>
sealed class QueuePump
{
    const string PoisonSuffix = "-poison";
    static readonly TimeSpan s_shortestLease = TimeSpan.FromMinutes(10);    // the real host's
    static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    readonly FunctionDefinition _function;
    readonly string _queue;
    readonly QueuePumpParts _parts;
    readonly ILogger _log;
    readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly HashSet<Task> _running = [];

    public QueuePump(FunctionDefinition function, QueuePumpParts parts, ILogger log)
    {
        _function = function;
        _queue = function.Trigger.Text("queueName")
            ?? throw new FunctionHostException($"The queue trigger of function '{function.Name}' names no queueName.");
        _parts = parts;
        _log = log;
        parts.Queues.Put += queue => { if (queue == _queue) _news.Writer.TryWrite(true); };
    }

    /// <summary>Delivers until cancelled; calls under way go on.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var lease = TimeSpan.FromTicks(Math.Max(s_shortestLease.Ticks, (_parts.Host.FunctionTimeout + TimeSpan.FromMinutes(2)).Ticks));
        while (true)
        {
            await _parts.Handler.AddressAsync(cancellation);    // a handler that is down uses up no tries
            if (RunningCount() <= _parts.Host.NewBatchThreshold)
            {
                foreach (var message in _parts.Queues.Take(_queue, _parts.Host.BatchSize, lease)) Begin(message);
            }
            await WaitAsync(cancellation);
        }
    }

    /// <summary>Waits until no call is under way.</summary>
    public Task FinishAsync()
    {
        lock (_running) return Task.WhenAll(_running);
    }

    void Begin(QueueMessage message)
    {
        lock (_running)
        {
            var call = Task.Run(() => DeliverAsync(message, _parts.Abort), CancellationToken.None);
            _running.Add(call);
            _ = call.ContinueWith(ended =>
            {
                lock (_running) _running.Remove(ended);
                _news.Writer.TryWrite(true);
            }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    async Task DeliverAsync(QueueMessage message, CancellationToken cancellation)
    {
        var text = QueueText.FromWire(message.Wire, _parts.Host.Base64Messages);
        if (text is null)
        {
            _log.LogError("A message on queue {Queue} is not base64 text, as messageEncoding in host.json demands.", _queue);
            Fail(message);
            return;
        }
        try
        {
            var envelope = new Envelope(_function.Name, _parts.Clock.GetUtcNow()).ForQueue(_function.Trigger.Name, text, message);
            var outcome = await _parts.Caller.CallAsync(_function, envelope, cancellation);
            if (outcome.Failure is null) _parts.Queues.Delete(message);
            else Fail(message);
        }
        catch (OperationCanceledException)
        {
            _parts.Queues.Return(message, TimeSpan.Zero);
        }
    }

    void Fail(QueueMessage message)
    {
        if (message.DequeueCount < _parts.Host.MaxDequeueCount)
        {
            _parts.Queues.Return(message, _parts.Host.VisibilityTimeout);
            return;
        }
        _log.LogError("A message on queue {Queue} failed {Count} times and lies on {Queue}{Suffix} now.", _queue, message.DequeueCount, _queue, PoisonSuffix);
        _parts.Queues.Move(message, _queue + PoisonSuffix);
    }

    int RunningCount()
    {
        lock (_running) return _running.Count;
    }

    /// <summary>Waits for a new message, the end of a call, or the time when a hidden message can be seen.</summary>
    async Task WaitAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var news = _news.Reader.WaitToReadAsync(either.Token).AsTask();
        var pause = RunningCount() > _parts.Host.NewBatchThreshold ? s_longestWait : Pause();
        await Task.WhenAny(news, Task.Delay(pause, _parts.WaitClock, either.Token));
        await either.CancelAsync();
        _news.Reader.TryRead(out _);
        cancellation.ThrowIfCancellationRequested();
    }

    TimeSpan Pause()
    {
        var pause = _parts.Queues.NextVisibleOn(_queue) - _parts.WaitClock.GetUtcNow() ?? s_longestWait;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause < s_longestWait ? pause : s_longestWait;
    }
}
