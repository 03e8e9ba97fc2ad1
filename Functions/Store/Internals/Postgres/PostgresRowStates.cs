using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>The row states of a group, in memory: what was found is looked up, what is new is kept until all of it is saved.</summary>
sealed class PostgresRowStates(Layout layout) : IRowStates
{
    /// <summary>From so many rows of a table on, a COPY is faster than statements of one row.</summary>
    public const int WorthCopying = 100;

    readonly Dictionary<RowKey, StoredRow> _stored = [];
    readonly Dictionary<RowTable, Dictionary<RowKey, object?[]>> _changed = RowTable.All.ToDictionary(table => table, _ => new Dictionary<RowKey, object?[]>());
    readonly HashSet<CustomerKey> _expected = [];

    /// <summary>Takes down what the database has of a row.</summary>
    public void Stored(RowKey key, StoredRow row) => _stored[key] = row;

    public StoredRow? Find(RowKey key) => _stored.GetValueOrDefault(key);

    public void Put(RowKey key, StoredRow row, object?[] values)
    {
        _stored[key] = row;
        _changed[RowTable.Of(key)][key] = values;   // within a group the last one is the newest
    }

    public void Expect(CustomerKey key) => _expected.Add(key);

    /// <summary>Copies the tables with many changed rows; gives the statements for those with a few.</summary>
    public IReadOnlyList<Statement> Save(PostgresSession session)
    {
        var statements = new List<Statement>();
        foreach (var (table, rows) in _changed)
        {
            if (rows.Count < WorthCopying) statements.AddRange(rows.Values.Select(values => new Statement(table.Upsert, values)));
            else Copy(session, table, rows.Values);
        }
        if (_expected.Count > 0) statements.Add(MakeRoom());
        return statements;
    }

    static void Copy(PostgresSession session, RowTable table, IReadOnlyCollection<object?[]> rows)
    {
        session.Script($"create temp table if not exists incoming_{table.Name} (like {table.Name}) on commit delete rows");
        session.Copy($"incoming_{table.Name}", table.Columns, rows);
        session.Execute($"insert into {table.Name} ({table.Columns}) select {table.Columns} from incoming_{table.Name} {table.OnConflict}");
    }

    Statement MakeRoom() => new(
        """
        insert into customer (kind, id, shard, version) select kind, id, shard, -1 from unnest($1::text[], $2::uuid[], $3::int[]) as k (kind, id, shard)
        on conflict (kind, id) do nothing
        """,
        _expected.Select(key => key.Table).ToArray(), _expected.Select(key => key.Id).ToArray(),
        _expected.Select(key => Shards.Of(key.Id, layout.ShardCount)).ToArray());
}
