using CrmInsights.Store.Rows;

namespace CrmInsights.Store;

/// <summary>Customers waiting to be scored again. Each belongs to one shard by a stable hash of its id.</summary>
public interface IDirtyCustomers
{
    /// <summary>
    /// Takes up to <paramref name="most"/> dirty customers of a shard for <paramref name="lease"/>; nobody else gets them meanwhile. After
    /// the last claim look at <see cref="WaitingAsync"/>: a customer that changes while claimed wakes nobody.
    /// </summary>
    Task<Claim> ClaimAsync(int shard, int most, TimeSpan lease, CancellationToken cancellation);

    /// <summary>
    /// Takes the customers off the list. Those that changed since the claim stay on it and can be claimed at once; those whose lease ended
    /// and that another worker has claimed meanwhile are left to that worker.
    /// </summary>
    Task CompleteAsync(Claim claim, IReadOnlyCollection<CustomerKey> done, CancellationToken cancellation);

    /// <summary>Gives a claim back at once, for another worker to take.</summary>
    Task ReleaseAsync(Claim claim, CancellationToken cancellation);

    /// <summary>Marks every customer dirty, of one shard or of all; returns the shards that have any.</summary>
    Task<IReadOnlyList<int>> MarkAllAsync(CancellationToken cancellation);

    /// <summary>Shards with customers that are dirty and not claimed, with their count.</summary>
    Task<IReadOnlyDictionary<int, int>> WaitingAsync(CancellationToken cancellation);
}

/// <summary>Customers taken by one worker.</summary>
/// <param name="Token">Names the claim; empty where nothing was claimed.</param>
/// <param name="Customers">The claimed customers: those dirty by an event first, then the longest waiting.</param>
public sealed record Claim(Guid Token, IReadOnlyList<DirtyCustomer> Customers);

/// <summary>One dirty customer.</summary>
/// <param name="Key">The customer.</param>
/// <param name="Change">Grows with every change while the customer is dirty; completing compares it.</param>
/// <param name="ByEvent">True when an event or a delta made it dirty, false for a rescoring of everyone.</param>
public sealed record DirtyCustomer(CustomerKey Key, long Change, bool ByEvent)
{
    /// <summary>When it became dirty, by the store's clock (UTC).</summary>
    public DateTimeOffset Since { get; init; }
}
