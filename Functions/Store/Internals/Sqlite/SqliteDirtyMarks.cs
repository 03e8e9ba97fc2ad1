using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>Marks customers dirty within one work, and finds the shards whose workers must be woken.</summary>
sealed class SqliteDirtyMarks(Session session, Layout layout, DateTimeOffset now) : IDirtyMarks
{
    readonly HashSet<CustomerKey> _marked = [];
    readonly Dictionary<int, bool> _hadWaiting = [];
    readonly SortedSet<int> _quiet = [];
    readonly SortedSet<int> _late = [];

    public void Mark(CustomerKey key)
    {
        if (!_marked.Add(key)) return;

        var shard = Shards.Of(key.Id, layout.ShardCount);
        if (!_hadWaiting.TryGetValue(shard, out var hadWaiting)) _hadWaiting[shard] = hadWaiting = HasWaiting(shard);
        var claimedUntil = (long)session.Scalar(
            """
            insert into dirty (kind, id, shard, change, by_event, since) values ($1, $2, $3, 1, 1, $4)
            on conflict (kind, id) do update set change = dirty.change + 1, by_event = 1
            returning claimed_until
            """, key.Table, key.Id, shard, now)!;
        // Whoever holds a claim looks for more before it ends.
        if (claimedUntil > Columns.Micros(now)) return;
        if (hadWaiting) _late.Add(shard);
        else _quiet.Add(shard);
    }

    public void Remind(CustomerKey key)
    {
        var claimedUntil = session.Scalar("select claimed_until from dirty where kind = $1 and id = $2", key.Table, key.Id);
        if (claimedUntil is long until && until <= Columns.Micros(now)) _quiet.Add(Shards.Of(key.Id, layout.ShardCount));
    }

    /// <summary>Shards that nobody has been told of, or not for a while; counts them as told.</summary>
    public IReadOnlyList<int> ShardsToWake()
    {
        var shards = _quiet.Union(_late.Where(LastToldLongAgo)).Order().ToList();
        session.ExecuteAll(shards.Select(shard => WakeUps.Note(shard, now)));
        return shards;
    }

    bool HasWaiting(int shard) => session.Any("select 1 from dirty where shard = $1 and claimed_until <= $2 limit 1", shard, now);

    bool LastToldLongAgo(int shard) =>
        WakeUps.IsDue(session.Scalar("select announced_on from wake_up where shard = $1", shard) as long?, now);
}
