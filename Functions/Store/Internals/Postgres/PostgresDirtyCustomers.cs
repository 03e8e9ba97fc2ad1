using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Claims of many workers at once: each takes the first customers that no other transaction is holding.</summary>
sealed class PostgresDirtyCustomers(Database database, Layout layout) : DirtyCustomers(database, layout)
{
    protected override List<DirtyCustomer> Take(Session session, ClaimRequest request)
    {
        var customers = session.List(
            """
            with free as (
                select kind, id from dirty where shard = $1 and claimed_until <= $2
                order by by_event desc, since, kind, id limit $3
                for update skip locked)
            update dirty d set claim = $4, claimed_until = $5 from free where d.kind = free.kind and d.id = free.id
            returning d.kind, d.id, d.change, d.by_event, d.since
            """, ReadCustomer, request.Shard, request.Now, request.Most, request.Token, request.Until);
        // An update gives its rows in no order.
        return [.. customers.OrderByDescending(customer => customer.ByEvent).ThenBy(customer => customer.Since)
            .ThenBy(customer => customer.Key.Table, StringComparer.Ordinal).ThenBy(customer => customer.Key.Id)];
    }
}
