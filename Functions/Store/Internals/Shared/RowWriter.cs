using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>Writes row states by version and marks the customers whose record changes by it.</summary>
sealed class RowWriter(IRowStates rows, IDirtyMarks marks, Layout layout)
{
    /// <summary>Takes events of which <paramref name="note"/> has not seen the id; says how many those were.</summary>
    public int Take(IReadOnlyList<InboxEvent> events, Func<InboxEvent, bool> note)
    {
        var added = 0;
        foreach (var one in events)
        {
            if (!note(one))
            {
                RemindOf(one.Row);
                continue;
            }
            added++;
            Write(one.Row);
            foreach (var key in one.AlsoDirty) MarkBuyer(key);
        }
        return added;
    }

    /// <summary>Keeps the row if it is newer than the stored one; false where it is not.</summary>
    public bool Write(RowState row) => row switch
    {
        CustomerRow customer => WriteCustomer(customer, deleted: false),
        OrderRow order => WriteOrder(order, deleted: false),
        OrderLineRow line => WriteLine(line, line.OrderId, deleted: false),
        ProductRow product => WriteProduct(product, deleted: false),
        OfferRow offer => WriteOffer(offer, deleted: false),
        ActionRow action => WriteAction(action, deleted: false),
        DeletedRow gone => Delete(gone),
        _ => throw new ArgumentException($"The store keeps no rows of type {row.GetType().Name}.", nameof(row)),
    };

    /// <summary>Marks a customer and, for a contact, the account its orders count for.</summary>
    void MarkBuyer(CustomerKey key)
    {
        marks.Mark(key);
        if (ParentOf(key) is { } parent) marks.Mark(parent);
    }

    /// <summary>An event came again: its sender may have died before it woke anyone, so the shard of a customer who still waits is named again.</summary>
    void RemindOf(RowState row)
    {
        switch (row)
        {
            case CustomerRow customer: marks.Remind(customer.Key); break;
            case OrderRow { Customer: { } buyer }: marks.Remind(buyer); break;
            case OfferRow { Customer: { } asked }: marks.Remind(asked); break;
            case OrderLineRow line when BuyerOf(line.OrderId) is { } buyer: marks.Remind(buyer); break;
        }
    }

    // A deleted row keeps its id only: what it said is gone.
    bool Delete(DeletedRow gone) => gone.Table switch
    {
        RowKey.Order => WriteOrder(new OrderRow(gone.Id, gone.Version), deleted: true),
        RowKey.Line => WriteLine(new OrderLineRow(gone.Id, gone.Version, Guid.Empty), orderId: null, deleted: true),
        RowKey.Product => WriteProduct(new ProductRow(gone.Id, gone.Version), deleted: true),
        RowKey.Offer => WriteOffer(new OfferRow(gone.Id, gone.Version), deleted: true),
        RowKey.Action => WriteAction(new ActionRow(gone.Id, gone.Version), deleted: true),
        _ => WriteCustomer(new CustomerRow(new CustomerKey(gone.Table, gone.Id), gone.Version), deleted: true),
    };

    bool WriteCustomer(CustomerRow row, bool deleted)
    {
        var key = RowKey.Of(row.Key);
        var stored = rows.Find(key);
        if (stored?.Version >= row.Version) return false;

        var parent = RowAbove(RowKey.Account, row.ParentAccountId);
        rows.Put(key, new StoredRow(row.Version, parent), RowValues.Of(row, Shards.Of(row.Id, layout.ShardCount), deleted));
        marks.Mark(row.Key);
        if (key.Table == RowKey.Contact && stored?.Above != parent) MarkParents(stored?.Above, parent);
        return true;
    }

    bool WriteOrder(OrderRow row, bool deleted)
    {
        var key = new RowKey(RowKey.Order, row.Id);
        var stored = rows.Find(key);
        if (stored?.Version >= row.Version) return false;

        rows.Put(key, new StoredRow(row.Version, row.Customer is { } above ? RowKey.Of(above) : null), RowValues.Of(row, deleted));
        if (row.Customer is { } buyer) rows.Expect(buyer);
        MarkBuyers(stored?.Above?.ToCustomer(), row.Customer);
        return true;
    }

    bool WriteLine(OrderLineRow row, Guid? orderId, bool deleted)
    {
        var key = new RowKey(RowKey.Line, row.Id);
        var stored = rows.Find(key);
        if (stored?.Version >= row.Version) return false;

        rows.Put(key, new StoredRow(row.Version, RowAbove(RowKey.Order, orderId)), RowValues.Of(row, orderId, deleted));
        MarkBuyers(BuyerOf(stored?.Above?.Id), BuyerOf(orderId));
        return true;
    }

    bool WriteProduct(ProductRow row, bool deleted)
    {
        var key = new RowKey(RowKey.Product, row.Id);
        if (rows.Find(key)?.Version >= row.Version) return false;

        rows.Put(key, new StoredRow(row.Version, null), RowValues.Of(row, deleted));
        return true;
    }

    // An answer is the customer's own: unlike an order it does not count for the account of a contact.
    bool WriteOffer(OfferRow row, bool deleted)
    {
        var key = new RowKey(RowKey.Offer, row.Id);
        var stored = rows.Find(key);
        if (stored?.Version >= row.Version) return false;

        rows.Put(key, new StoredRow(row.Version, row.Customer is { } above ? RowKey.Of(above) : null), RowValues.Of(row, deleted));
        if (stored?.Above?.ToCustomer() is { } former && former != row.Customer) marks.Mark(former);
        if (row.Customer is not { } asked) return true;
        rows.Expect(asked);
        marks.Mark(asked);
        return true;
    }

    // No score depends on it, so nobody has to be scored again.
    bool WriteAction(ActionRow row, bool deleted)
    {
        var key = new RowKey(RowKey.Action, row.Id);
        if (rows.Find(key)?.Version >= row.Version) return false;

        rows.Put(key, new StoredRow(row.Version, null), RowValues.Of(row, deleted));
        return true;
    }

    void MarkParents(RowKey? former, RowKey? present)
    {
        if (present is { } joined) rows.Expect(joined.ToCustomer());
        if (!layout.RollUpContacts) return;
        if (former is { } left) marks.Mark(left.ToCustomer());
        if (present is { } parent) marks.Mark(parent.ToCustomer());
    }

    void MarkBuyers(CustomerKey? former, CustomerKey? present)
    {
        if (former is { } left && left != present) MarkBuyer(left);
        if (present is { } buyer) MarkBuyer(buyer);
    }

    CustomerKey? BuyerOf(Guid? orderId) => orderId is { } id ? rows.Find(new RowKey(RowKey.Order, id))?.Above?.ToCustomer() : null;

    CustomerKey? ParentOf(CustomerKey key) =>
        key.Table == RowKey.Contact && layout.RollUpContacts ? rows.Find(RowKey.Of(key))?.Above?.ToCustomer() : null;

    static RowKey? RowAbove(string table, Guid? id) => id is { } known ? new RowKey(table, known) : null;
}
