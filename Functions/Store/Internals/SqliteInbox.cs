using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals;

/// <summary>Inbox and row states.</summary>
sealed class SqliteInbox(SqliteFile file, Layout layout) : IEventInbox
{
    public Task<AcceptResult> AcceptAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation)
    {
        foreach (var one in events)
        {
            RowCheck.Validate(one.Row);
            foreach (var key in one.AlsoDirty) RowCheck.Validate(key);
        }
        return file.WriteAsync(session => Accept(session, events), cancellation);
    }

    public Task<AcceptResult> ApplyAsync(IReadOnlyList<RowState> rows, CancellationToken cancellation)
    {
        foreach (var row in rows) RowCheck.Validate(row);
        return file.WriteAsync(session => Apply(session, rows), cancellation);
    }

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellation) =>
        file.WriteAsync(session => session.Execute("delete from inbox where received_on < $1", before), cancellation);

    AcceptResult Accept(SqliteSession session, IReadOnlyList<InboxEvent> events)
    {
        var marks = new DirtyMarks(session, layout, file.Time.GetUtcNow());
        var rows = new RowWriter(session, layout, marks);
        var added = 0;
        foreach (var one in events)
        {
            if (!Note(session, one))
            {
                rows.RemindOf(one.Row);
                continue;
            }
            added++;
            if (!rows.Write(one.Row)) continue;
            foreach (var key in one.AlsoDirty) rows.MarkBuyer(key);
        }
        return new AcceptResult(added, events.Count - added, marks.ShardsToWake());
    }

    AcceptResult Apply(SqliteSession session, IReadOnlyList<RowState> states)
    {
        var marks = new DirtyMarks(session, layout, file.Time.GetUtcNow());
        var rows = new RowWriter(session, layout, marks);
        var added = states.Count(rows.Write);
        return new AcceptResult(added, states.Count - added, marks.ShardsToWake());
    }

    bool Note(SqliteSession session, InboxEvent one) =>
        session.Execute("insert into inbox values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
            one.Id, one.Type, one.OccurredOn, file.Time.GetUtcNow(), one.Row.Id, one.Row.Version) == 1;
}
