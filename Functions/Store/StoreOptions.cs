namespace CrmInsights.Store;

/// <summary>How a store is opened.</summary>
public sealed record StoreOptions
{
    /// <summary>Number of shards of a new store, from 1 to 1,024. An existing store keeps the number it was made with.</summary>
    public int ShardCount { get; init; } = 16;

    /// <summary>True where an accepted event must survive a power cut too, at the price of a disk flush a commit.</summary>
    public bool Durable { get; init; }

    /// <summary>True where the orders of contacts also count for their parent account.</summary>
    public bool RollUpContacts { get; init; } = true;

    /// <summary>Clock of leases and of the time of receipt: the real one, also where the app's own time is simulated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ShardCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ShardCount, 1024);
    }
}
