using CrmInsights.Store.Rows;

namespace CrmInsights.Store;

/// <summary>Reads the history of customers.</summary>
public interface ICustomerBook
{
    /// <summary>The records of the given customers; an unknown key gives a record without state and orders.</summary>
    Task<IReadOnlyList<CustomerRecord>> ReadAsync(IReadOnlyCollection<CustomerKey> keys, CancellationToken cancellation);

    /// <summary>
    /// All customers of one shard, or of all shards where null, by key; deleted ones left out, those without a row of their own only where
    /// they have orders. Each record is consistent in itself; events accepted meanwhile may show in later ones.
    /// </summary>
    IAsyncEnumerable<CustomerRecord> ReadAllAsync(int? shard, CancellationToken cancellation);

    /// <summary>Products by id.</summary>
    Task<IReadOnlyDictionary<Guid, ProductRow>> ReadProductsAsync(CancellationToken cancellation);

    /// <summary>What plays did, oldest first, ties by id.</summary>
    Task<IReadOnlyList<ActionRow>> ReadActionsAsync(CancellationToken cancellation);

    /// <summary>Counts of what the store holds, deletions left out.</summary>
    Task<BookTotals> CountAsync(CancellationToken cancellation);
}

/// <summary>Totals of the store.</summary>
/// <param name="Customers">Accounts and contacts whose row was seen, or that an order names.</param>
/// <param name="Orders">Orders known, cancelled ones included.</param>
/// <param name="Lines">Order lines known, except those of deleted orders.</param>
/// <param name="Revenue">Sum of line amounts in base currency; of orders without lines their total; cancelled orders left out. Exact.</param>
public sealed record BookTotals(long Customers, long Orders, long Lines, decimal Revenue);
