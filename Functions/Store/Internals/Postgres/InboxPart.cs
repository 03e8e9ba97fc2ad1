using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>The ids of a group's events: those known, and those to be kept.</summary>
sealed class InboxPart(DateTimeOffset now)
{
    const string Columns = "id, type, occurred_on, received_on, row_id, row_version";

    readonly HashSet<string> _known = new(StringComparer.Ordinal);
    readonly List<object?[]> _added = [];

    public void Known(string id) => _known.Add(id);

    /// <summary>False where the event came before.</summary>
    public bool Note(InboxEvent one)
    {
        var id = PostgresValues.Text(one.Id);
        if (!_known.Add(id)) return false;

        _added.Add([id, one.Type, one.OccurredOn, now, one.Row.Id, one.Row.Version]);
        return true;
    }

    /// <summary>Copies many at once; gives the statements for a few.</summary>
    public IEnumerable<Statement> Save(PostgresSession session)
    {
        if (_added.Count < PostgresRowStates.WorthCopying)
            return _added.Select(values => new Statement($"insert into inbox ({Columns}) values ($1, $2, $3, $4, $5, $6)", values));

        session.Copy("inbox", Columns, _added);
        return [];
    }
}
