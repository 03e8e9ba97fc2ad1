using CrmInsights.Store.Internals.Shared;
using CrmInsights.Store.Rows;
using Npgsql;

namespace CrmInsights.Store.Internals.Postgres;

/// <summary>Reads in one round trip what the rules will ask of the rows of a group, and takes the lock first, so that nobody changes it.</summary>
sealed class RowSearch
{
    // The orders of the group, and those that stored lines of the group belong to.
    const string Orders =
        "with wanted as (select unnest($1::uuid[]) as id union select order_id from order_line where id = any($2))";

    readonly HashSet<string> _events = new(StringComparer.Ordinal);
    readonly HashSet<RowKey> _customers = [];
    readonly HashSet<Guid> _orders = [];
    readonly HashSet<Guid> _lines = [];
    readonly HashSet<Guid> _products = [];
    readonly HashSet<Guid> _offers = [];
    readonly HashSet<Guid> _actions = [];

    public void Add(Arrival arrival)
    {
        foreach (var one in arrival.Events)
        {
            _events.Add(PostgresValues.Text(one.Id));
            foreach (var key in one.AlsoDirty) _customers.Add(RowKey.Of(key));
        }
        foreach (var row in arrival.Rows) Add(row);
    }

    public void Run(PostgresSession session, InboxPart inbox, PostgresRowStates rows)
    {
        using var found = session.ReadAll(Statements());
        found.NextResult();     // the lock's
        while (found.Read()) inbox.Known(found.GetString(0));
        while (found.NextResult())
        {
            while (found.Read()) rows.Stored(new RowKey(found.GetString(0), found.GetGuid(1)), new StoredRow(found.GetInt64(2), Above(found)));
        }
    }

    void Add(RowState row)
    {
        switch (row)
        {
            case CustomerRow customer:
                _customers.Add(RowKey.Of(customer.Key));
                break;
            case OrderRow order:
                _orders.Add(order.Id);
                if (order.Customer is { } buyer) _customers.Add(RowKey.Of(buyer));
                break;
            case OrderLineRow line:
                _lines.Add(line.Id);
                _orders.Add(line.OrderId);
                break;
            case ProductRow product:
                _products.Add(product.Id);
                break;
            case OfferRow offer:
                _offers.Add(offer.Id);
                break;
            case ActionRow action:
                _actions.Add(action.Id);
                break;
            case DeletedRow gone:
                AddDeleted(gone);
                break;
        }
    }

    void AddDeleted(DeletedRow gone) => _ = gone.Table switch
    {
        RowKey.Order => _orders.Add(gone.Id),
        RowKey.Line => _lines.Add(gone.Id),
        RowKey.Product => _products.Add(gone.Id),
        RowKey.Offer => _offers.Add(gone.Id),
        RowKey.Action => _actions.Add(gone.Id),
        _ => _customers.Add(new RowKey(gone.Table, gone.Id)),
    };

    IEnumerable<Statement> Statements()
    {
        Guid[] orders = [.. _orders], lines = [.. _lines];
        return
        [
            AdvisoryLock.OfRows,
            new("select id from inbox where id = any($1)", (object)_events.ToArray()),
            new(
                """
                select c.kind, c.id, c.version, 'account', c.parent_account_id
                from unnest($1::text[], $2::uuid[]) as k (kind, id) join customer c on c.kind = k.kind and c.id = k.id
                """, _customers.Select(key => key.Table).ToArray(), _customers.Select(key => key.Id).ToArray()),
            new(
                $"""
                {Orders} select 'contact', c.id, c.version, 'account', c.parent_account_id from wanted w
                join sales_order o on o.id = w.id and o.customer_kind = 'contact' join customer c on c.kind = 'contact' and c.id = o.customer_id
                """, orders, lines),
            new($"{Orders} select 'salesorder', o.id, o.version, o.customer_kind, o.customer_id from wanted w join sales_order o on o.id = w.id", orders, lines),
            new("select 'salesorderdetail', id, version, 'salesorder', order_id from order_line where id = any($1)", (object)lines),
            new("select 'product', id, version, null, null from product where id = any($1)", (object)_products.ToArray()),
            new("select 'ci_offer', id, version, customer_kind, customer_id from offer where id = any($1)", (object)_offers.ToArray()),
            new("select 'ci_action', id, version, null, null from play_action where id = any($1)", (object)_actions.ToArray()),
        ];
    }

    static RowKey? Above(NpgsqlDataReader row) => row.IsDBNull(4) ? null : new RowKey(row.GetString(3), row.GetGuid(4));
}
