namespace CrmInsights.Dataverse.Internals;

/// <summary>Closed while Dataverse asks this client to wait; every call passes through it, so that one 429 stops all of them.</summary>
sealed class ServiceGate(TimeProvider clock, Action<string>? onWait)
{
    readonly Lock _lock = new();
    DateTimeOffset _closedUntil = DateTimeOffset.MinValue;

    public void Close(TimeSpan wait)
    {
        lock (_lock)
        {
            var until = clock.GetUtcNow() + wait;
            if (until <= _closedUntil) return;
            _closedUntil = until;
        }
        onWait?.Invoke($"Dataverse asks this app to pause for {wait.TotalSeconds:0} s (service protection); all calls wait.");
    }

    /// <summary>Returns once the gate is open. It may have been closed again, and longer, meanwhile: hence the loop.</summary>
    public async ValueTask PassAsync(CancellationToken cancellation)
    {
        for (var wait = Remaining(); wait > TimeSpan.Zero; wait = Remaining())
            await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
    }

    TimeSpan Remaining()
    {
        lock (_lock) return _closedUntil - clock.GetUtcNow();
    }
}
