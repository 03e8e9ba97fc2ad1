using CrmInsights.Local.Hosting.Calls;
using CrmInsights.Local.Hosting.Definitions;
using CrmInsights.Local.Hosting.Handler;

namespace CrmInsights.Local.Hosting.Queues;

/// <summary>What a pump works with.</summary>
sealed record QueuePumpParts(QueueFile Queues, FunctionCaller Caller, IHandler Handler, HostSettings Host)
{
    public required TimeProvider Clock { get; init; }
    public required TimeProvider WaitClock { get; init; }

    /// <summary>Ends calls under way; their messages come again.</summary>
    public required CancellationToken Abort { get; init; }
}
