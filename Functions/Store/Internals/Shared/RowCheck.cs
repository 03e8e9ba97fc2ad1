using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Internals.Shared;

/// <summary>What a row must be before it is stored.</summary>
static class RowCheck
{
    static readonly string[] s_customers = ["account", "contact"];
    static readonly string[] s_tables = ["account", "contact", "salesorder", "salesorderdetail", "product", "ci_offer", "ci_action"];

    public static void Validate(InboxEvent one)
    {
        Validate(one.Row);
        foreach (var key in one.AlsoDirty) Validate(key);
    }

    public static void Validate(RowState row)
    {
        if (row is DeletedRow deleted)
        {
            Validate(deleted.Table, s_tables);
            return;
        }
        ArgumentOutOfRangeException.ThrowIfNegative(row.Version);
        ArgumentOutOfRangeException.ThrowIfEqual(row.Version, long.MaxValue);   // a tombstone's
        if (row is CustomerRow customer) Validate(customer.Key);
        if (row is OrderRow { Customer: { } buyer }) Validate(buyer);
        if (row is OfferRow { Customer: { } asked }) Validate(asked);
        if (row is ActionRow { Customer: { } helped }) Validate(helped);
    }

    public static void Validate(CustomerKey key) => Validate(key.Table, s_customers);

    static void Validate(string table, string[] known)
    {
        if (!known.Contains(table, StringComparer.Ordinal))
            throw new ArgumentException($"Table '{table}' is not kept in the store; expected {string.Join(", ", known)}.", nameof(table));
    }
}
