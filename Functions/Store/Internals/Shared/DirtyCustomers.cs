using System.Data.Common;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>The list of dirty customers with its claims. How a free one is found without waiting differs with the kind of store.</summary>
abstract class DirtyCustomers(Database database, Layout layout) : IDirtyCustomers
{
    public Task<Claim> ClaimAsync(int shard, int most, TimeSpan lease, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, layout.ShardCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lease, TimeSpan.Zero);
        var token = Guid.NewGuid();
        return database.WriteAsync(session =>
        {
            var now = database.Time.GetUtcNow();
            var customers = Take(session, new ClaimRequest(shard, most, token, now, now + lease));
            return customers.Count == 0 ? new Claim(Guid.Empty, []) : new Claim(token, customers);
        }, cancellation);
    }

    public Task CompleteAsync(Claim claim, IReadOnlyCollection<CustomerKey> done, CancellationToken cancellation)
    {
        var wanted = done.ToHashSet();
        var customers = claim.Customers.Where(customer => wanted.Contains(customer.Key)).ToList();
        return database.WriteAsync(session => session.ExecuteAll(customers.OrderBy(customer => customer.Key.Id).SelectMany(customer => new[]
        {
            new Statement("delete from dirty where kind = $1 and id = $2 and claim = $3 and change = $4",
                customer.Key.Table, customer.Key.Id, claim.Token, customer.Change),
            Release(claim, customer),       // where it changed meanwhile
        })), cancellation);
    }

    public Task ReleaseAsync(Claim claim, CancellationToken cancellation) =>
        database.WriteAsync(session => session.ExecuteAll(
            claim.Customers.OrderBy(customer => customer.Key.Id).Select(customer => Release(claim, customer))), cancellation);

    public Task<IReadOnlyList<int>> MarkAllAsync(CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<int>>(session =>
        {
            session.Execute(
                """
                insert into dirty (kind, id, shard, change, by_event, since)
                select kind, id, shard, 1, 0, $1 from customer where deleted = 0 order by id
                on conflict (kind, id) do update set change = dirty.change + 1
                """, database.Time.GetUtcNow());
            return session.List("select distinct shard from dirty order by shard", row => row.GetInt32(0));
        }, cancellation);

    public Task<IReadOnlyDictionary<int, int>> WaitingAsync(CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyDictionary<int, int>>(session => session.List(
            "select shard, count(*) from dirty where claimed_until <= $1 group by shard",
            row => (Shard: row.GetInt32(0), Count: row.GetInt32(1)), database.Time.GetUtcNow())
            .ToDictionary(waiting => waiting.Shard, waiting => waiting.Count), cancellation);

    /// <summary>Claims the first customers who are free: those dirty by an event first, then the longest waiting.</summary>
    protected abstract List<DirtyCustomer> Take(Session session, ClaimRequest request);

    protected static DirtyCustomer ReadCustomer(DbDataReader row) =>
        new(new CustomerKey(row.GetString(0), row.Id(1)), row.GetInt64(2), row.Flag(3)) { Since = row.Time(4) };

    static Statement Release(Claim claim, DirtyCustomer customer) => new(
        "update dirty set claim = null, claimed_until = 0 where kind = $1 and id = $2 and claim = $3",
        customer.Key.Table, customer.Key.Id, claim.Token);

    /// <summary>Who wants how many, from now until when.</summary>
    protected sealed record ClaimRequest(int Shard, int Most, Guid Token, DateTimeOffset Now, DateTimeOffset Until);
}
