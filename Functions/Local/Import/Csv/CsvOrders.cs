namespace CrmInsights.Local.Import.Csv;

/// <summary>Second pass over the order files: puts the lines of each order together and hands an order on when its last line was read.</summary>
sealed class CsvOrders
{
    readonly Mapping _mapping;
    readonly Rejects _rejects;
    readonly KnownNumbers _known;
    readonly DateTimeOffset _now;
    readonly CsvTable _orders;
    readonly CsvTable _lines;
    readonly Dictionary<string, OpenOrder> _open = [];

    public CsvOrders(Mapping mapping, Rejects rejects, KnownNumbers known, DateTimeOffset now)
    {
        _mapping = mapping;
        _rejects = rejects;
        _known = known;
        _now = now;
        _orders = new CsvTable(mapping, mapping.Orders!);
        _lines = new CsvTable(mapping, mapping.Lines!);
    }

    bool OneFile => _mapping.Orders!.File == _mapping.Lines!.File;

    public IEnumerable<OrderData> Read(Dictionary<string, int> lineCounts)
    {
        if (!OneFile) ReadHeaders();
        foreach (var record in _lines.Records())
            if (ReadLine(record, lineCounts) is { } complete)
                yield return complete;
        foreach (var order in _open.Values)
            if (order.Header is { } header)
                yield return header with { Lines = order.Lines };
    }

    void ReadHeaders()
    {
        var seen = new HashSet<string>();
        foreach (var record in _orders.Records())
        {
            var header = _orders.Make(record, row => Header(row, seen), _rejects);
            if (header is not null) _open.Add(header.Number, new OpenOrder { Header = header });
        }
    }

    OrderData Header(CsvRecord record, HashSet<string>? seen = null)
    {
        var number = _orders.Needed(record, "number");
        if (seen?.Add(number) == false)
            throw _orders.Wrong(record, "number", $"the order {number} stands in the file twice", "Keep one of the lines; the first was taken.");
        var customer = _orders.Needed(record, "customer");
        if (!_known.Customers.ContainsKey(customer))
            throw _orders.Wrong(record, "customer", $"the customer {customer} is unknown", $"Add it to {_mapping.Customers!.File}, or correct the number.");
        _orders.Needed(record, "orderedOn");
        var orderedOn = _orders.Date(record, "orderedOn")!.Value;
        if (orderedOn > _now) throw CsvCompany.FutureDate(_orders, record, "orderedOn", _now);
        return new OrderData(number, customer, orderedOn, [], _orders.Place(record)) { Discount = _orders.Number(record, "discount") ?? 0 };
    }

    OrderData? ReadLine(CsvRecord record, Dictionary<string, int> lineCounts)
    {
        var number = record.Problem is null ? _lines.Text(record, "order") : null;
        var line = _lines.Make(record, Line, _rejects);
        if (number is null) return null;

        if (line is not null) Attach(record, number, line);
        if (--lineCounts[number] > 0 || !_open.Remove(number, out var order)) return null;
        return order.Header is null ? null : order.Header with { Lines = order.Lines };
    }

    void Attach(CsvRecord record, string number, LineData line)
    {
        _open.TryGetValue(number, out var order);
        if (OneFile)
        {
            if (_orders.Make(record, row => Header(row), _rejects) is not { } header) return;
            if (order is null) _open[number] = order = new OpenOrder { Header = header };
            if (order.Header!.Customer != header.Customer)
            {
                _rejects.Add(_orders.Wrong(record, "customer", $"order {number} belongs to customer {order.Header.Customer} on an earlier line", "An order has one customer.").Reject);
                return;
            }
        }
        else if (order is null)
        {
            _rejects.Add(_lines.Wrong(record, "order", $"the order {number} is unknown or was rejected", $"Correct it in {_mapping.Orders!.File}.").Reject);
            return;
        }
        order.Lines.Add(line);
    }

    LineData Line(CsvRecord record)
    {
        _lines.Needed(record, "order");
        _lines.Needed(record, "price");
        var quantity = _lines.Number(record, "quantity") ?? 1;
        if (quantity == 0) throw _lines.Wrong(record, "quantity", "the quantity is 0", "Correct it, or leave the line out.");
        if (quantity < 0 && _mapping.NegativeQuantity == "reject")
            throw _lines.Wrong(record, "quantity", $"the quantity {_lines.Text(record, "quantity")} is negative", "If it is a return, set negativeQuantity: return in the mapping.");
        var product = _lines.Text(record, "product");
        if (product is not null && !_known.Products.ContainsKey(product))
            throw _lines.Wrong(record, "product", $"the product {product} is unknown", $"Add it to {_mapping.Products!.File}, or correct the number.");
        return new LineData(product, quantity, _lines.Number(record, "price")!.Value, _lines.Number(record, "discount") ?? 0);
    }

    sealed class OpenOrder
    {
        public OrderData? Header { get; init; }
        public List<LineData> Lines { get; } = [];
    }
}
