using CrmInsights.Store.Rows;

namespace CrmInsights.Store.Tests.Conformance;

/// <summary>The naive twin of the store: the newest state of every row in a dictionary, records computed from scratch.</summary>
sealed class NaiveBook
{
    readonly Dictionary<(string, Guid), RowState> _rows = [];

    public void Take(RowState row)
    {
        var key = row is DeletedRow gone ? (gone.Table, gone.Id) : (TableOf(row), row.Id);
        if (!_rows.TryGetValue(key, out var known) || known.Version < row.Version) _rows[key] = row;
    }

    public List<CustomerRecord> All()
    {
        var buyers = Rows<OrderRow>().Where(order => order.Customer is not null).Select(order => order.Customer!.Value);
        var keys = Rows<CustomerRow>().Select(row => row.Key)
            .Concat(buyers.SelectMany(buyer => ParentOf(buyer) is { } parent ? new[] { buyer, parent } : [buyer]))
            .Where(key => !IsDeleted(key)).Distinct();
        return [.. keys.OrderBy(key => key.Table, StringComparer.Ordinal).ThenBy(key => key.Id).Select(Read)];
    }

    public decimal Revenue() => Rows<OrderRow>().Where(order => order.StateCode != 2)
        .Sum(order => LinesOf(order).Select(line => (decimal?)line.AmountBase).Aggregate((decimal?)null, (sum, amount) => (sum ?? 0) + amount) ?? order.TotalBase);

    public CustomerRecord Read(CustomerKey key)
    {
        if (IsDeleted(key)) return new CustomerRecord(key, null, []) { IsDeleted = true };
        var orders = Rows<OrderRow>()
            .Where(order => order.Customer is { } buyer && (buyer == key || ParentOf(buyer) == key))
            .OrderBy(order => order.OrderedOn).ThenBy(order => order.Id)
            .Select(order => new OrderRecord(order, LinesOf(order)));
        return new CustomerRecord(key, _rows.GetValueOrDefault((key.Table, key.Id)) as CustomerRow, [.. orders]);
    }

    List<OrderLineRow> LinesOf(OrderRow order) => [.. Rows<OrderLineRow>().Where(line => line.OrderId == order.Id).OrderBy(line => line.Id)];

    CustomerKey? ParentOf(CustomerKey key) =>
        key.Table == "contact" && _rows.GetValueOrDefault((key.Table, key.Id)) is CustomerRow { ParentAccountId: { } parent }
            ? new CustomerKey("account", parent) : null;

    bool IsDeleted(CustomerKey key) => _rows.GetValueOrDefault((key.Table, key.Id)) is DeletedRow;

    IEnumerable<T> Rows<T>() => _rows.Values.OfType<T>();

    static string TableOf(RowState row) => row switch
    {
        CustomerRow customer => customer.Key.Table,
        OrderRow => "salesorder",
        OrderLineRow => "salesorderdetail",
        _ => "product",
    };
}
