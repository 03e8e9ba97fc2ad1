using System.Collections.Concurrent;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Counts the requests of each user in a sliding window, as Dataverse's service protection does.</summary>
sealed class RequestLimiter(RequestLimit? limit, TimeProvider clock)
{
    readonly ConcurrentDictionary<Guid, Queue<DateTimeOffset>> _requests = new();

    /// <summary>How long the user must wait; null when this request may pass, which then counts.</summary>
    public TimeSpan? Wait(Guid user)
    {
        if (limit is null) return null;
        var times = _requests.GetOrAdd(user, _ => new Queue<DateTimeOffset>());
        lock (times)
        {
            var now = clock.GetUtcNow();
            while (times.TryPeek(out var first) && now - first >= limit.Window) times.Dequeue();
            if (times.Count >= limit.Requests) return limit.Window - (now - times.Peek());
            times.Enqueue(now);
            return null;
        }
    }

    public WebApiException Fault() => new(429, 0x80072322,
        $"Number of requests exceeded the limit of {limit!.Requests} over time window of {limit.Window.TotalSeconds:0} seconds.");
}
