using System.Data.Common;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals;

/// <summary>The list of dirty customers with its claims.</summary>
sealed class SqliteDirtyCustomers(SqliteFile file, Layout layout) : IDirtyCustomers
{
    public Task<Claim> ClaimAsync(int shard, int most, TimeSpan lease, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, layout.ShardCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        return file.WriteAsync(session => Take(session, shard, most, lease), cancellation);
    }

    public Task CompleteAsync(Claim claim, IReadOnlyCollection<CustomerKey> done, CancellationToken cancellation)
    {
        var changes = claim.Customers.ToDictionary(customer => customer.Key, customer => customer.Change);
        return file.WriteAsync(session =>
        {
            foreach (var key in done.Where(changes.ContainsKey)) Complete(session, claim.Token, key, changes[key]);
        }, cancellation);
    }

    public Task ReleaseAsync(Claim claim, CancellationToken cancellation) =>
        file.WriteAsync(session =>
        {
            foreach (var customer in claim.Customers) Release(session, claim.Token, customer.Key);
        }, cancellation);

    public Task<IReadOnlyList<int>> MarkAllAsync(CancellationToken cancellation) =>
        file.WriteAsync<IReadOnlyList<int>>(session =>
        {
            session.Execute(
                """
                insert into dirty (kind, id, shard, change, by_event, since)
                select kind, id, shard, 1, 0, $1 from customer where deleted = 0
                on conflict (kind, id) do update set change = dirty.change + 1
                """, file.Time.GetUtcNow());
            return session.List("select distinct shard from dirty order by shard", row => row.GetInt32(0));
        }, cancellation);

    public Task<IReadOnlyDictionary<int, int>> WaitingAsync(CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyDictionary<int, int>>(session => session.List(
            "select shard, count(*) from dirty where claimed_until <= $1 group by shard",
            row => (Shard: row.GetInt32(0), Count: row.GetInt32(1)), file.Time.GetUtcNow())
            .ToDictionary(waiting => waiting.Shard, waiting => waiting.Count), cancellation);

    Claim Take(SqliteSession session, int shard, int most, TimeSpan lease)
    {
        var now = file.Time.GetUtcNow();
        var token = Guid.NewGuid();
        var customers = session.List(
            """
            select kind, id, change, by_event, since from dirty where shard = $1 and claimed_until <= $2
            order by by_event desc, since, kind, id limit $3
            """, ReadCustomer, shard, now, most);
        foreach (var customer in customers)
        {
            session.Execute("update dirty set claim = $1, claimed_until = $2 where kind = $3 and id = $4",
                token, now + lease, customer.Key.Table, customer.Key.Id);
        }
        return customers.Count == 0 ? new Claim(Guid.Empty, []) : new Claim(token, customers);
    }

    static void Complete(SqliteSession session, Guid token, CustomerKey key, long change)
    {
        var removed = session.Execute("delete from dirty where kind = $1 and id = $2 and claim = $3 and change = $4", key.Table, key.Id, token, change);
        if (removed == 0) Release(session, token, key);
    }

    static void Release(SqliteSession session, Guid token, CustomerKey key) =>
        session.Execute("update dirty set claim = null, claimed_until = 0 where kind = $1 and id = $2 and claim = $3", key.Table, key.Id, token);

    static DirtyCustomer ReadCustomer(DbDataReader row) =>
        new(new CustomerKey(row.GetString(0), row.Id(1)), row.GetInt64(2), row.GetBoolean(3)) { Since = row.Time(4) };
}
