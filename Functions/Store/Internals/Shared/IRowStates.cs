using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>The stored row states, as one transaction sees and changes them.</summary>
interface IRowStates
{
    /// <summary>What is stored of a row; null where it was never seen.</summary>
    StoredRow? Find(RowKey key);

    /// <summary>Stores a row; <paramref name="values"/> in the order of the columns of its <see cref="RowTable"/>.</summary>
    void Put(RowKey key, StoredRow row, object?[] values);

    /// <summary>Makes room for a customer that is named before its own row was seen.</summary>
    void Expect(CustomerKey key);
}
