using CrmInsights.Dataverse;

namespace CrmInsights.Local.Import;

/// <summary>
/// Brings orders and their lines in. Every row has a primary key made from its name, so whatever an interrupted import has left out is
/// filled in by the next, and what is there stays as it is.
/// </summary>
sealed class OrderRows(IDataverse dataverse, ICompanyData company, KnownNumbers known, Rejects rejects)
{
    const int ChunkSize = 500;

    readonly HashSet<Guid> _presentLines = [];
    readonly Dictionary<string, Guid> _presentOrders = [];
    readonly string _navigation = $"customerid_{company.CustomerTable}";
    readonly DataverseTable _customers = company.CustomerTable == "account" ? DataverseTable.Account : DataverseTable.Contact;

    public int OrderCount { get; private set; }
    public int LineCount { get; private set; }
    public int WrittenCount { get; private set; }

    public async Task BringInAsync(Action<long> report, CancellationToken cancellation)
    {
        await ReadPresentAsync(cancellation);
        foreach (var chunk in company.ReadOrders(known).Chunk(ChunkSize))
        {
            var orders = chunk.Select(order => (Order: order, Key: KeyOf(order))).ToList();
            var refused = await WriteOrdersAsync([.. orders.Where(pair => !_presentOrders.ContainsKey(pair.Order.Number))], cancellation);
            await WriteLinesAsync([.. orders.Where(pair => !refused.Contains(pair.Key)).SelectMany(pair => Lines(pair.Order, pair.Key)).Where(line => !_presentLines.Contains(line.Row!.Id!.Value))],
                orders, cancellation);
            OrderCount += chunk.Length - refused.Count;
            LineCount += orders.Where(pair => !refused.Contains(pair.Key)).Sum(pair => pair.Order.Lines.Count);
            report(LineCount);
        }
    }

    async Task ReadPresentAsync(CancellationToken cancellation)
    {
        var prefix = ExternalId.Of(company.Source, "");
        var orders = new RowsQuery(DataverseTable.Order, [ExternalId.Column]) { Filter = $"startswith({ExternalId.Column},'{prefix.Replace("_", "[_]", StringComparison.Ordinal)}')" };
        await foreach (var order in dataverse.ReadAsync(orders, cancellation)) _presentOrders[order.Text(ExternalId.Column)![prefix.Length..]] = order.Id;
        if (_presentOrders.Count == 0) return;
        await foreach (var line in dataverse.ReadAsync(new RowsQuery(DataverseTable.OrderLine, ["quantity"]), cancellation)) _presentLines.Add(line.Id);
    }

    Guid KeyOf(OrderData order) => _presentOrders.TryGetValue(order.Number, out var id)
        ? id
        : ExternalId.ToKey("salesorder", ExternalId.Of(company.Source, order.Number));

    /// <returns>Keys of the orders that Dataverse refused.</returns>
    async Task<HashSet<Guid>> WriteOrdersAsync(IReadOnlyList<(OrderData Order, Guid Key)> orders, CancellationToken cancellation)
    {
        var refused = new HashSet<Guid>();
        if (orders.Count == 0) return refused;
        var rows = orders.Select(pair => new RowWrite(RowReference.ById(DataverseTable.Order, pair.Key), Values(pair.Order))).ToList();
        var result = await dataverse.WriteAsync(new WriteRequest(DataverseTable.Order, WriteKind.Create, rows), cancellation);
        for (var row = 0; row < orders.Count; row++)
        {
            if (result.Outcomes[row] is not RowOutcome.Rejected rejected) continue;
            refused.Add(orders[row].Key);
            rejects.Add(MasterRows.Refused(orders[row].Order.Place, rejected));
        }
        WrittenCount += result.WrittenCount;
        return refused;
    }

    Dictionary<string, object?> Values(OrderData order)
    {
        var values = new Dictionary<string, object?>
        {
            [ExternalId.Column] = ExternalId.Of(company.Source, order.Number),
            ["name"] = $"Order {order.Number}",
            ["ordernumber"] = order.Number,
            [_navigation] = RowReference.ById(_customers, known.Customers[order.Customer]),
            ["overriddencreatedon"] = order.OrderedOn,
        };
        if (order.Discount != 0) values["discountamount"] = order.Discount;
        return values;
    }

    async Task WriteLinesAsync(IReadOnlyList<RowWrite> lines, List<(OrderData Order, Guid Key)> orders, CancellationToken cancellation)
    {
        if (lines.Count == 0) return;
        var result = await dataverse.WriteAsync(new WriteRequest(DataverseTable.OrderLine, WriteKind.Create, lines), cancellation);
        WrittenCount += result.WrittenCount;
        for (var row = 0; row < lines.Count; row++)
        {
            if (result.Outcomes[row] is not RowOutcome.Rejected rejected) continue;
            var order = ((RowReference)lines[row].Values["salesorderid"]!).Id;
            rejects.Add(MasterRows.Refused(orders.Find(pair => pair.Key == order).Order.Place, rejected));
            LineCount--;
        }
    }

    // A line is named by its product and how often that product came before in the order: a line mended in the file moves no other.
    IEnumerable<RowWrite> Lines(OrderData order, Guid key)
    {
        var occurrences = new Dictionary<string, int>();
        foreach (var line in order.Lines)
        {
            var product = line.Product ?? "";
            var occurrence = occurrences[product] = occurrences.GetValueOrDefault(product) + 1;
            var id = ExternalId.ToKey("salesorderdetail", $"{ExternalId.Of(company.Source, order.Number)}/{product}/{occurrence}");
            yield return new RowWrite(RowReference.ById(DataverseTable.OrderLine, id), Values(line, key));
        }
    }

    Dictionary<string, object?> Values(LineData line, Guid order)
    {
        var values = new Dictionary<string, object?>
        {
            ["salesorderid"] = RowReference.ById(DataverseTable.Order, order),
            ["quantity"] = line.Quantity,
            ["priceperunit"] = line.Price,
            ["ispriceoverridden"] = true,
        };
        if (line.Discount != 0) values["manualdiscountamount"] = line.Discount;
        if (line.Product is { } product)
        {
            values["productid"] = RowReference.ById(DataverseTable.Product, known.Products[product]);
        }
        else
        {
            values["isproductoverridden"] = true;
            values["productdescription"] = "Write-in";
        }
        return values;
    }
}
