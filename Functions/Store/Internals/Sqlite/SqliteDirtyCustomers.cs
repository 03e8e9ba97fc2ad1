using CrmInsights.Store.Internals.Shared;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>Claims in a database with one writer: nobody else can want the same customers meanwhile.</summary>
sealed class SqliteDirtyCustomers(Database database, Layout layout) : DirtyCustomers(database, layout)
{
    protected override List<DirtyCustomer> Take(Session session, ClaimRequest request)
    {
        var customers = session.List(
            """
            select kind, id, change, by_event, since from dirty where shard = $1 and claimed_until <= $2
            order by by_event desc, since, kind, id limit $3
            """, ReadCustomer, request.Shard, request.Now, request.Most);
        session.ExecuteAll(customers.Select(customer => new Statement(
            "update dirty set claim = $1, claimed_until = $2 where kind = $3 and id = $4",
            request.Token, request.Until, customer.Key.Table, customer.Key.Id)));
        return customers;
    }
}
