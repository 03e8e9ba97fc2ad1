using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>
/// Writes arrivals in one transaction of a few round trips, whatever their number: everything that is judged is read at once, judged here
/// by the rules that all stores share, and what came of it is written at once.
/// </summary>
sealed class ArrivalGroup(PostgresSession session, Layout layout, DateTimeOffset now)
{
    public IReadOnlyList<AcceptResult> Write(IReadOnlyList<Arrival> arrivals)
    {
        var search = new RowSearch();
        foreach (var arrival in arrivals) search.Add(arrival);
        var rows = new PostgresRowStates(layout);
        var inbox = new InboxPart(now);
        search.Run(session, inbox, rows);

        var marks = new List<ArrivalMarks>(arrivals.Count);
        var added = new List<int>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            marks.Add(new ArrivalMarks());
            added.Add(arrival.Write(new RowWriter(rows, marks[^1], layout), inbox.Note));
        }

        session.ExecuteAll([.. inbox.Save(session), .. rows.Save(session)]);
        var shards = new PostgresDirtyMarks(session, layout, now).Write(marks);
        return [.. arrivals.Select((arrival, index) => new AcceptResult(added[index], arrival.Rows.Count - added[index], shards[index]))];
    }
}
