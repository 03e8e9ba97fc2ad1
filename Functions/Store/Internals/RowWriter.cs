using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals;

/// <summary>Writes row states by version and marks the customers whose record changes by it.</summary>
sealed class RowWriter(SqliteSession session, Layout layout, DirtyMarks marks)
{
    /// <summary>Keeps the row if it is newer than the stored one; false where it is not.</summary>
    public bool Write(RowState row) => row switch
    {
        CustomerRow customer => WriteCustomer(customer, deleted: false),
        OrderRow order => WriteOrder(order, deleted: false),
        OrderLineRow line => WriteLine(line, line.OrderId, deleted: false),
        ProductRow product => WriteProduct(product, deleted: false),
        DeletedRow gone => Delete(gone),
        _ => throw new ArgumentException($"The store keeps no rows of type {row.GetType().Name}.", nameof(row)),
    };

    /// <summary>Marks a customer and, for a contact, the account its orders count for.</summary>
    public void MarkBuyer(CustomerKey key)
    {
        marks.Mark(key);
        if (ParentOf(key) is { } parent) marks.Mark(parent);
    }

    /// <summary>An event came again: its sender may have died before it woke anyone, so the shard of a customer who still waits is named again.</summary>
    public void RemindOf(RowState row)
    {
        switch (row)
        {
            case CustomerRow customer: marks.Remind(customer.Key); break;
            case OrderRow { Customer: { } buyer }: marks.Remind(buyer); break;
            case OrderLineRow line when BuyerOf(line.OrderId) is { } buyer: marks.Remind(buyer); break;
        }
    }

    // A deleted row keeps its id only: what it said is gone.
    bool Delete(DeletedRow gone) => gone.Table switch
    {
        "salesorder" => WriteOrder(new OrderRow(gone.Id, gone.Version), deleted: true),
        "salesorderdetail" => WriteLine(new OrderLineRow(gone.Id, gone.Version, Guid.Empty), orderId: null, deleted: true),
        "product" => WriteProduct(new ProductRow(gone.Id, gone.Version), deleted: true),
        _ => WriteCustomer(new CustomerRow(new CustomerKey(gone.Table, gone.Id), gone.Version), deleted: true),
    };

    bool WriteCustomer(CustomerRow row, bool deleted)
    {
        var stored = session.First("select version, parent_account_id from customer where kind = $1 and id = $2",
            found => new Stored(found.GetInt64(0), null, found.IdOrNull(1)), row.Key.Table, row.Key.Id);
        if (stored?.Version >= row.Version) return false;

        session.Execute(
            """
            insert into customer (kind, id, shard, version, deleted, created_on, state_code, currency_id, industry_code, country, employees,
                revenue, owner_id, parent_account_id, profiling_status)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (kind, id) do update set version = excluded.version, deleted = excluded.deleted, created_on = excluded.created_on,
                state_code = excluded.state_code, currency_id = excluded.currency_id, industry_code = excluded.industry_code,
                country = excluded.country, employees = excluded.employees, revenue = excluded.revenue, owner_id = excluded.owner_id,
                parent_account_id = excluded.parent_account_id, profiling_status = excluded.profiling_status
            """,
            row.Key.Table, row.Key.Id, Shards.Of(row.Id, layout.ShardCount), row.Version, deleted, row.CreatedOn, row.StateCode,
            row.CurrencyId, row.IndustryCode, row.Country, row.Employees, row.Revenue, row.OwnerId, row.ParentAccountId, row.ProfilingStatus);
        marks.Mark(row.Key);
        if (row.Key.Table == "contact" && stored?.Parent != row.ParentAccountId) MarkParents(stored?.Parent, row.ParentAccountId);
        return true;
    }

    bool WriteOrder(OrderRow row, bool deleted)
    {
        var stored = session.First("select version, customer_kind, customer_id from sales_order where id = $1",
            found => new Stored(found.GetInt64(0), found.TextOrNull(1), found.IdOrNull(2)), row.Id);
        if (stored?.Version >= row.Version) return false;

        session.Execute(
            """
            insert into sales_order (id, version, deleted, customer_kind, customer_id, ordered_on, state_code, currency_id, exchange_rate,
                total_base, discount_base)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (id) do update set version = excluded.version, deleted = excluded.deleted, customer_kind = excluded.customer_kind,
                customer_id = excluded.customer_id, ordered_on = excluded.ordered_on, state_code = excluded.state_code,
                currency_id = excluded.currency_id, exchange_rate = excluded.exchange_rate, total_base = excluded.total_base,
                discount_base = excluded.discount_base
            """,
            row.Id, row.Version, deleted, row.Customer?.Table, row.Customer?.Id, row.OrderedOn, row.StateCode, row.CurrencyId,
            row.ExchangeRate, row.TotalBase, row.DiscountBase);
        if (row.Customer is { } buyer) Expect(buyer);
        MarkBuyers(stored?.Buyer, row.Customer);
        return true;
    }

    bool WriteLine(OrderLineRow row, Guid? orderId, bool deleted)
    {
        var stored = session.First("select version, order_id from order_line where id = $1",
            found => new Stored(found.GetInt64(0), null, found.IdOrNull(1)), row.Id);
        if (stored?.Version >= row.Version) return false;

        session.Execute(
            """
            insert into order_line (id, version, deleted, order_id, product_id, quantity, price_base, discount_base, amount_base)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (id) do update set version = excluded.version, deleted = excluded.deleted, order_id = excluded.order_id,
                product_id = excluded.product_id, quantity = excluded.quantity, price_base = excluded.price_base,
                discount_base = excluded.discount_base, amount_base = excluded.amount_base
            """,
            row.Id, row.Version, deleted, orderId, row.ProductId, row.Quantity, row.PriceBase, row.DiscountBase, row.AmountBase);
        MarkBuyers(BuyerOf(stored?.Parent), BuyerOf(orderId));
        return true;
    }

    bool WriteProduct(ProductRow row, bool deleted)
    {
        if (session.Scalar("select version from product where id = $1", row.Id) is long version && version >= row.Version) return false;

        session.Execute(
            """
            insert into product (id, version, deleted, number, name, state_code, price_base, cost_base, family_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (id) do update set version = excluded.version, deleted = excluded.deleted, number = excluded.number,
                name = excluded.name, state_code = excluded.state_code, price_base = excluded.price_base, cost_base = excluded.cost_base,
                family_id = excluded.family_id
            """,
            row.Id, row.Version, deleted, row.Number, row.Name, row.StateCode, row.PriceBase, row.CostBase, row.FamilyId);
        return true;
    }

    /// <summary>Makes room for a customer that is named before its own row was seen.</summary>
    void Expect(CustomerKey key) =>
        session.Execute("insert into customer (kind, id, shard, version) values ($1, $2, $3, -1) on conflict (kind, id) do nothing",
            key.Table, key.Id, Shards.Of(key.Id, layout.ShardCount));

    void MarkParents(Guid? former, Guid? present)
    {
        if (present is { } joined) Expect(new CustomerKey("account", joined));
        if (!layout.RollUpContacts) return;
        if (former is { } left) marks.Mark(new CustomerKey("account", left));
        if (present is { } parent) marks.Mark(new CustomerKey("account", parent));
    }

    void MarkBuyers(CustomerKey? former, CustomerKey? present)
    {
        if (former is { } left && left != present) MarkBuyer(left);
        if (present is { } buyer) MarkBuyer(buyer);
    }

    CustomerKey? BuyerOf(Guid? orderId) => orderId is null ? null
        : session.First("select customer_kind, customer_id from sales_order where id = $1",
            found => new Stored(0, found.TextOrNull(0), found.IdOrNull(1)), orderId)?.Buyer;

    CustomerKey? ParentOf(CustomerKey key) => key.Table != "contact" || !layout.RollUpContacts ? null
        : session.First("select parent_account_id from customer where kind = 'contact' and id = $1", found => found.IdOrNull(0), key.Id)
            is { } parent ? new CustomerKey("account", parent) : null;

    /// <summary>What is stored of a row: its version, and the row above it.</summary>
    sealed record Stored(long Version, string? ParentKind, Guid? Parent)
    {
        public CustomerKey? Buyer => ParentKind is null ? null : new CustomerKey(ParentKind, Parent!.Value);
    }
}
