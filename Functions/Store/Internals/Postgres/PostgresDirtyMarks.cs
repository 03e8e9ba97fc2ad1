using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Writes the marks of a group, and finds for each arrival the shards whose workers must be woken.</summary>
sealed class PostgresDirtyMarks(PostgresSession session, Layout layout, DateTimeOffset now)
{
    readonly HashSet<int> _hadWaiting = [];
    readonly HashSet<CustomerKey> _waiting = [];
    readonly Dictionary<int, long> _told = [];

    /// <summary>The shards to wake of each arrival, in their order.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Write(IReadOnlyList<ArrivalMarks> arrivals)
    {
        CustomerKey[] marked = [.. arrivals.SelectMany(arrival => arrival.Marked).Distinct().OrderBy(key => key.Id)];
        CustomerKey[] reminded = [.. arrivals.SelectMany(arrival => arrival.Reminded).Distinct()];
        if (marked.Length + reminded.Length == 0) return [.. arrivals.Select(_ => (IReadOnlyList<int>)[])];

        Mark(marked, reminded);
        var shards = arrivals.Select(ShardsToWake).ToList();
        session.ExecuteAll(shards.SelectMany(named => named).Distinct().Order().Select(shard => WakeUps.Note(shard, now)));
        return shards;
    }

    void Mark(CustomerKey[] marked, CustomerKey[] reminded)
    {
        var shards = marked.Select(ShardOf).ToArray();
        var touched = shards.Distinct().ToArray();
        using var found = session.ReadAll(
        [
            // The row found stays locked to the end: a worker that takes the others meanwhile still sees that somebody waits, and goes on.
            new(
                """
                select s.shard from unnest($1::int[]) as s (shard) cross join lateral (
                    select 1 from dirty d where d.shard = s.shard and d.claimed_until <= $2 limit 1 for update skip locked) waiting
                """, touched, now),
            new(
                """
                insert into dirty (kind, id, shard, change, by_event, since)
                select kind, id, shard, 1, 1, $4 from unnest($1::text[], $2::uuid[], $3::int[]) as k (kind, id, shard)
                on conflict (kind, id) do update set change = dirty.change + 1, by_event = 1
                returning kind, id, claimed_until
                """, Kinds(marked), Ids(marked), shards, now),
            new(
                """
                select d.kind, d.id, d.claimed_until from unnest($1::text[], $2::uuid[]) as k (kind, id) join dirty d on d.kind = k.kind and d.id = k.id
                """, Kinds(reminded), Ids(reminded)),
            new("select shard, announced_on from wake_up where shard = any($1)", (object)touched),
        ]);
        while (found.Read()) _hadWaiting.Add(found.GetInt32(0));
        for (var result = 0; result < 2; result++)
        {
            found.NextResult();
            // Whoever holds a claim looks for more before it ends; the others wait for somebody.
            while (found.Read())
            {
                if (found.GetInt64(2) <= Columns.Micros(now)) _waiting.Add(new CustomerKey(found.GetString(0), found.GetGuid(1)));
            }
        }
        found.NextResult();
        while (found.Read()) _told[found.GetInt32(0)] = found.GetInt64(1);
    }

    /// <summary>Shards that nobody has been told of, or not for a while; counts them as told.</summary>
    List<int> ShardsToWake(ArrivalMarks arrival)
    {
        var concerned = arrival.Marked.Where(_waiting.Contains).Select(ShardOf).Distinct().Where(shard => !_hadWaiting.Contains(shard) || IsDue(shard))
            .Union(arrival.Reminded.Where(_waiting.Contains).Select(ShardOf)).Order().ToList();
        foreach (var shard in concerned)
        {
            _hadWaiting.Add(shard);
            _told[shard] = Columns.Micros(now);
        }
        return concerned;
    }

    bool IsDue(int shard) => WakeUps.IsDue(_told.TryGetValue(shard, out var told) ? told : null, now);

    int ShardOf(CustomerKey key) => Shards.Of(key.Id, layout.ShardCount);

    static string[] Kinds(CustomerKey[] keys) => [.. keys.Select(key => key.Table)];

    static Guid[] Ids(CustomerKey[] keys) => [.. keys.Select(key => key.Id)];
}
