using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>One call of the inbox, and the caller who waits for its commit.</summary>
sealed class Arrival
{
    readonly TaskCompletionSource<AcceptResult> _caller = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Arrival(IReadOnlyList<InboxEvent> events)
    {
        Events = events;
        Rows = [.. events.Select(one => one.Row)];
    }

    public Arrival(IReadOnlyList<RowState> rows) => Rows = rows;

    /// <summary>The events; empty where rows came without.</summary>
    public IReadOnlyList<InboxEvent> Events { get; } = [];

    public IReadOnlyList<RowState> Rows { get; }

    public Task<AcceptResult> Result => _caller.Task;

    /// <summary>Writes the rows; says how many events, or rows without events, were new.</summary>
    public int Write(RowWriter rows, Func<InboxEvent, bool> note) => Events.Count > 0 ? rows.Take(Events, note) : Rows.Count(rows.Write);

    public void Finish(AcceptResult result) => _caller.TrySetResult(result);

    public void Fail(Exception fault) => _caller.TrySetException(fault);
}
