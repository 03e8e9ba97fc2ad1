using System;

namespace CrmInsights.Plugins;

/// <summary>Spares an app that is down, and the worker: after three failures in a row it stays open for a minute, then lets calls try again.</summary>
sealed class Breaker
{
    const int FailuresToOpen = 3;
    static readonly TimeSpan s_pause = TimeSpan.FromMinutes(1);

    readonly object _gate = new();
    int _failureCount;
    DateTimeOffset _openUntil;

    public bool IsOpen(DateTimeOffset now)
    {
        lock (_gate) return now < _openUntil;
    }

    public void Succeeded()
    {
        lock (_gate) _failureCount = 0;
    }

    /// <summary>After the pause the count stands, so that one more failure opens it at once.</summary>
    public void Failed(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (++_failureCount >= FailuresToOpen) _openUntil = now + s_pause;
        }
    }
}
