namespace CrmInsights.Store;

/// <summary>How a store is opened.</summary>
public sealed record StoreOptions
{
    /// <summary>Number of shards of a new store, from 1 to 1,024. An existing store keeps the number it was made with.</summary>
    public int ShardCount { get; init; } = 16;

    /// <summary>True where an accepted event in a file must survive a power cut too, at the price of a disk flush a commit. A server has its own setting.</summary>
    public bool Durable { get; init; }

    /// <summary>True where the orders of contacts also count for their parent account.</summary>
    public bool RollUpContacts { get; init; } = true;

    /// <summary>Clock of leases and of the time of receipt: the real one, also where the app's own time is simulated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a call waits for a database server that does not answer before it fails; opening waits 20 seconds at most.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ShardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ShardCount, 1024);
    }
}
