using System.Net.Http.Headers;

namespace CrmInsights.Dataverse.Internals;

/// <summary>How long a 429 asks to wait.</summary>
static class RetryAfter
{
    static readonly TimeSpan s_unstated = TimeSpan.FromSeconds(30);
    static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>Seconds or an HTTP date, the date measured by the server's own clock where it sent one; 30 s where it says nothing.</summary>
    public static TimeSpan Read(HttpResponseHeaders headers, TimeProvider clock)
    {
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (headers.Date ?? clock.GetUtcNow()),
            _ => s_unstated,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > s_longest ? s_longest : wait;
    }
}
