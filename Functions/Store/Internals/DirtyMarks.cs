using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals;

/// <summary>Marks customers dirty within one work, and finds the shards whose workers must be woken.</summary>
sealed class DirtyMarks(SqliteSession session, Layout layout, DateTimeOffset now)
{
    // A wake-up may get lost with the process that should have sent it; after this time a shard is named again.
    static readonly TimeSpan s_trustInWakeUp = TimeSpan.FromSeconds(30);

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
        foreach (var shard in shards)
        {
            session.Execute("insert into wake_up values ($1, $2) on conflict (shard) do update set announced_on = excluded.announced_on", shard, now);
        }
        return shards;
    }

    bool HasWaiting(int shard) => session.Any("select 1 from dirty where shard = $1 and claimed_until <= $2 limit 1", shard, now);

    bool LastToldLongAgo(int shard) =>
        session.Scalar("select announced_on from wake_up where shard = $1", shard) is not long told
        || told <= Columns.Micros(now - s_trustInWakeUp)
        || told > Columns.Micros(now);      // the clock was set back
}
