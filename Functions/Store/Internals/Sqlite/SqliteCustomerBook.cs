using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Sqlite;

/// <summary>
/// Reads a page in a few statements around a temporary table of its keys. Joins are cross joins, which SQLite runs as written: it knows
/// nothing of the temporary table's size and would rather walk through all order lines.
/// </summary>
sealed class SqliteCustomerBook(Database database, Layout layout) : CustomerBook(database, layout)
{
    protected override CustomerPage ReadPage(Session session, IReadOnlyList<CustomerKey> keys)
    {
        Want(session, keys);
        return new CustomerPage(keys)
        {
            States = session.List(
                $"select w.owner, {CustomerPage.StateColumns} from wanted w cross join customer c on c.kind = w.kind and c.id = w.id where w.own = 1",
                row => CustomerPage.ReadState(row, keys)),
            Orders = session.List(
                $"""
                select w.owner, {CustomerPage.OrderColumns}
                from wanted w cross join sales_order o on o.customer_id = w.id and o.customer_kind = w.kind and o.deleted = 0
                """, CustomerPage.ReadOrder),
            Lines = session.List(
                $"""
                select {CustomerPage.LineColumns} from (select distinct kind, id from wanted) w
                cross join sales_order o on o.customer_id = w.id and o.customer_kind = w.kind and o.deleted = 0
                cross join order_line l on l.order_id = o.id and l.deleted = 0
                """, CustomerPage.ReadLine),
            Offers = session.List(
                $"""
                select w.owner, {CustomerPage.OfferColumns}
                from wanted w cross join offer a on a.customer_id = w.id and a.customer_kind = w.kind and a.deleted = 0 where w.own = 1
                """, CustomerPage.ReadOffer),
        };
    }

    // SQLite would add decimals as floating point.
    protected override decimal Sum(Session session, string query) => session.List(query, row => row.GetDecimal(0)).Sum();

    /// <summary>Fills the temporary table of the keys of the page, and of the contacts whose orders count for them.</summary>
    void Want(Session session, IReadOnlyList<CustomerKey> keys)
    {
        session.Execute("create temp table if not exists wanted (owner integer not null, own integer not null, kind text not null, id blob not null)");
        session.Execute("delete from wanted");
        session.ExecuteAll(keys.Select((key, owner) => new Statement("insert into wanted values ($1, 1, $2, $3)", owner, key.Table, key.Id)));
        if (!Layout.RollUpContacts) return;
        session.Execute(
            """
            insert into wanted select w.owner, 0, c.kind, c.id from wanted w cross join customer c on c.parent_account_id = w.id
            where w.own = 1 and w.kind = 'account' and c.kind = 'contact' and c.deleted = 0
            """);
    }
}
