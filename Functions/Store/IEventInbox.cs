using CrmInsights.Store.Rows;

namespace CrmInsights.Store;

/// <summary>The durable door for events: what was accepted survives the death of the process.</summary>
public interface IEventInbox
{
    /// <summary>
    /// Writes events to the inbox, applies the row states they carry and marks the customers concerned dirty, in one transaction. Returns
    /// after the commit. An event id seen before changes nothing.
    /// </summary>
    /// <returns>
    /// How many were new, and the shards whose workers must be woken: those in which nobody waited before; those last named over 30 seconds
    /// ago, in case that wake-up got lost; those of a repeated event whose customer still waits.
    /// </returns>
    /// <exception cref="ArgumentException">A table is not kept in the store, or a version is out of range; nothing was written.</exception>
    Task<AcceptResult> AcceptAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation);

    /// <summary>
    /// Applies row states that came without an event (change tracking) in one transaction, under the same rules. A row whose version
    /// is already known changes nothing and makes nobody dirty.
    /// </summary>
    Task<AcceptResult> ApplyAsync(IReadOnlyList<RowState> rows, CancellationToken cancellation);

    /// <summary>Deletes inbox entries received before <paramref name="before"/>. Row states stay.</summary>
    Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellation);
}

/// <summary>One validated event.</summary>
/// <param name="Id">CloudEvents id; the same over retries of the sender.</param>
/// <param name="Type">CloudEvents type.</param>
/// <param name="OccurredOn">CloudEvents time (UTC).</param>
/// <param name="Row">The row state it carries.</param>
/// <param name="AlsoDirty">Further customers it concerns, whether the row is news or not: the former customer of a moved order, one to be scored on request.</param>
public sealed record InboxEvent(
    string Id, string Type, DateTimeOffset OccurredOn, RowState Row, IReadOnlyList<CustomerKey> AlsoDirty);

/// <summary>What <see cref="IEventInbox"/> did.</summary>
/// <param name="New">Events or rows that were new.</param>
/// <param name="Repeated">Events or rows already known.</param>
/// <param name="ShardsToWake">Shards whose workers must be woken, ascending.</param>
public sealed record AcceptResult(int New, int Repeated, IReadOnlyList<int> ShardsToWake);
