using System.Data.Common;
using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals;

/// <summary>
/// Reads the records of a page of keys in four statements, whatever the size of the page. Joins are cross joins, which SQLite runs as
/// written: it knows nothing of the temporary table's size and would rather walk through all order lines.
/// </summary>
static class CustomerPage
{
    public static List<CustomerRecord> Read(SqliteSession session, IReadOnlyList<CustomerKey> keys, bool rollUpContacts)
    {
        Want(session, keys, rollUpContacts);
        var states = session.List(
            """
            select w.owner, c.version, c.created_on, c.state_code, c.currency_id, c.industry_code, c.country, c.employees, c.revenue,
                c.owner_id, c.parent_account_id, c.profiling_status, c.deleted
            from wanted w cross join customer c on c.kind = w.kind and c.id = w.id where w.own = 1
            """, row => (Owner: row.GetInt32(0), State: ReadState(row, keys[row.GetInt32(0)]), IsDeleted: row.GetBoolean(12)))
            .ToDictionary(state => state.Owner);
        var orders = ReadOrders(session).ToLookup(order => order.Owner, order => order.Order);

        var records = new List<CustomerRecord>(keys.Count);
        for (var owner = 0; owner < keys.Count; owner++)
        {
            var state = states.GetValueOrDefault(owner);
            var own = orders[owner].OrderBy(order => order.Order.OrderedOn).ThenBy(order => order.Order.Id).ToList();
            records.Add(state.IsDeleted
                ? new CustomerRecord(keys[owner], null, []) { IsDeleted = true }
                : new CustomerRecord(keys[owner], state.State, own));
        }
        return records;
    }

    /// <summary>Fills the temporary table of the keys of the page, and of the contacts whose orders count for them.</summary>
    static void Want(SqliteSession session, IReadOnlyList<CustomerKey> keys, bool rollUpContacts)
    {
        session.Execute("create temp table if not exists wanted (owner integer not null, own integer not null, kind text not null, id blob not null)");
        session.Execute("delete from wanted");
        for (var owner = 0; owner < keys.Count; owner++)
        {
            session.Execute("insert into wanted values ($1, 1, $2, $3)", owner, keys[owner].Table, keys[owner].Id);
        }
        if (!rollUpContacts) return;
        session.Execute(
            """
            insert into wanted select w.owner, 0, c.kind, c.id from wanted w cross join customer c on c.parent_account_id = w.id
            where w.own = 1 and w.kind = 'account' and c.kind = 'contact' and c.deleted = 0
            """);
    }

    static List<(int Owner, OrderRecord Order)> ReadOrders(SqliteSession session)
    {
        var lines = session.List(
            """
            select l.id, l.version, l.order_id, l.product_id, l.quantity, l.price_base, l.discount_base, l.amount_base
            from (select distinct kind, id from wanted) w
            cross join sales_order o on o.customer_id = w.id and o.customer_kind = w.kind and o.deleted = 0
            cross join order_line l on l.order_id = o.id and l.deleted = 0
            """, ReadLine)
            .GroupBy(line => line.OrderId).ToDictionary(group => group.Key, group => group.OrderBy(line => line.Id).ToArray());
        return session.List(
            """
            select w.owner, o.id, o.version, o.customer_kind, o.customer_id, o.ordered_on, o.state_code, o.currency_id, o.exchange_rate,
                o.total_base, o.discount_base
            from wanted w cross join sales_order o on o.customer_id = w.id and o.customer_kind = w.kind and o.deleted = 0
            """, row => (row.GetInt32(0), new OrderRecord(ReadOrder(row), lines.GetValueOrDefault(row.Id(1)) ?? [])));
    }

    static CustomerRow? ReadState(DbDataReader row, CustomerKey key) => row.GetInt64(1) < 0 || row.GetBoolean(12) ? null
        : new CustomerRow(key, row.GetInt64(1))
        {
            CreatedOn = row.TimeOrNull(2),
            StateCode = row.GetInt32(3),
            CurrencyId = row.IdOrNull(4),
            IndustryCode = row.IntOrNull(5),
            Country = row.TextOrNull(6),
            Employees = row.IntOrNull(7),
            Revenue = row.MoneyOrNull(8),
            OwnerId = row.IdOrNull(9),
            ParentAccountId = row.IdOrNull(10),
            ProfilingStatus = row.IntOrNull(11),
        };

    static OrderRow ReadOrder(DbDataReader row) => new(row.Id(1), row.GetInt64(2))
    {
        Customer = new CustomerKey(row.GetString(3), row.Id(4)),
        OrderedOn = row.Time(5),
        StateCode = row.GetInt32(6),
        CurrencyId = row.IdOrNull(7),
        ExchangeRate = row.Money(8),
        TotalBase = row.Money(9),
        DiscountBase = row.Money(10),
    };

    static OrderLineRow ReadLine(DbDataReader row) => new(row.Id(0), row.GetInt64(1), row.Id(2))
    {
        ProductId = row.IdOrNull(3),
        Quantity = row.Money(4),
        PriceBase = row.Money(5),
        DiscountBase = row.Money(6),
        AmountBase = row.Money(7),
    };
}
