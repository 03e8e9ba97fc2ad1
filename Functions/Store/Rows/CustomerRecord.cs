namespace CrmInsights.Store.Rows;

/// <summary>One customer with all its orders, as the store knows them.</summary>
/// <param name="Key">The customer.</param>
/// <param name="State">The customer's own row; null where only orders were seen so far.</param>
/// <param name="Orders">All orders that are not deleted, oldest first, ties by id; cancelled ones included. Orders of an account's contacts
/// are among them where roll-up is on.</param>
public sealed record CustomerRecord(CustomerKey Key, CustomerRow? State, IReadOnlyList<OrderRecord> Orders)
{
    /// <summary>True where the customer's row was deleted: there is no state, and nothing of it may be kept or written any more.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The customer's own answers to offers, oldest first, ties by id.</summary>
    public IReadOnlyList<OfferRow> Offers { get; init; } = [];
}

/// <summary>One order with its lines, by id.</summary>
public sealed record OrderRecord(OrderRow Order, IReadOnlyList<OrderLineRow> Lines);
