using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>Inbox and row states.</summary>
sealed class SqliteInbox(Database database, Layout layout) : IEventInbox
{
    public Task<AcceptResult> AcceptAsync(IReadOnlyList<InboxEvent> events, CancellationToken cancellation)
    {
        foreach (var one in events) RowCheck.Validate(one);
        return database.WriteAsync(session => Run(session, events.Count, rows => rows.Take(events, one => Note(session, one))), cancellation);
    }

    public Task<AcceptResult> ApplyAsync(IReadOnlyList<RowState> rows, CancellationToken cancellation)
    {
        foreach (var row in rows) RowCheck.Validate(row);
        return database.WriteAsync(session => Run(session, rows.Count, writer => rows.Count(writer.Write)), cancellation);
    }

    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellation) =>
        database.WriteAsync(session => session.Execute("delete from inbox where received_on < $1", before), cancellation);

    AcceptResult Run(Session session, int count, Func<RowWriter, int> write)
    {
        var marks = new SqliteDirtyMarks(session, layout, database.Time.GetUtcNow());
        var added = write(new RowWriter(new SqliteRowStates(session, layout), marks, layout));
        return new AcceptResult(added, count - added, marks.ShardsToWake());
    }

    bool Note(Session session, InboxEvent one) =>
        session.Execute("insert into inbox values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
            one.Id, one.Type, one.OccurredOn, database.Time.GetUtcNow(), one.Row.Id, one.Row.Version) == 1;
}
