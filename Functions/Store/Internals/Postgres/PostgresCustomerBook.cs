using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Reads a page in a few statements, each with all its keys as arrays.</summary>
sealed class PostgresCustomerBook(Database database, Layout layout) : CustomerBook(database, layout)
{
    const string Named =
        """
        with named as (select kind, id, (place - 1)::int as owner from unnest($1::text[], $2::uuid[]) with ordinality as k (kind, id, place))
        """;

    // Who owns the orders of a page: the customers named, and the contacts whose orders count for them.
    const string Owners =
        $"""
        {Named}, owners as (
            select owner, kind, id from named
            union all
            select n.owner, c.kind, c.id from named n join customer c on c.parent_account_id = n.id
            where $3 = 1 and n.kind = 'account' and c.kind = 'contact' and c.deleted = 0)
        """;

    protected override CustomerPage ReadPage(Session session, IReadOnlyList<CustomerKey> keys)
    {
        var kinds = keys.Select(key => key.Table).ToArray();
        var ids = keys.Select(key => key.Id).ToArray();
        return new CustomerPage(keys)
        {
            States = session.List(
                $"{Named} select n.owner, {CustomerPage.StateColumns} from named n join customer c on c.kind = n.kind and c.id = n.id",
                row => CustomerPage.ReadState(row, keys), kinds, ids),
            Orders = session.List(
                $"""
                {Owners} select w.owner, {CustomerPage.OrderColumns}
                from owners w join sales_order o on o.customer_id = w.id and o.customer_kind = w.kind and o.deleted = 0
                """, CustomerPage.ReadOrder, kinds, ids, RollUp),
            Lines = session.List(
                $"""
                {Owners} select {CustomerPage.LineColumns} from (select distinct kind, id from owners) w
                join sales_order o on o.customer_id = w.id and o.customer_kind = w.kind and o.deleted = 0
                join order_line l on l.order_id = o.id and l.deleted = 0
                """, CustomerPage.ReadLine, kinds, ids, RollUp),
            Offers = session.List(
                $"{Named} select n.owner, {CustomerPage.OfferColumns} from named n join offer a on a.customer_id = n.id and a.customer_kind = n.kind and a.deleted = 0",
                CustomerPage.ReadOffer, kinds, ids),
        };
    }

    protected override decimal Sum(Session session, string query) =>
        session.First($"select coalesce(sum(amount), 0) from ({query}) amounts", row => row.GetDecimal(0));

    int RollUp => Layout.RollUpContacts ? 1 : 0;
}
