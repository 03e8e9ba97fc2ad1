namespace CrmInsights.Local.Import.Csv;

/// <summary>A company read from CSV files by a mapping. What cannot be taken goes to <see cref="Rejects"/>, each time the files are read.</summary>
sealed class CsvCompany : ICompanyData
{
    readonly Mapping _mapping;
    readonly Rejects _rejects;
    readonly TimeProvider _clock;
    readonly Dictionary<string, int> _lineCounts;

    public CsvCompany(Mapping mapping, Rejects rejects, TimeProvider clock)
    {
        _mapping = mapping;
        _rejects = rejects;
        _clock = clock;
        _lineCounts = CountLines();
        OrderRowCount = _lineCounts.Values.Sum(count => (long)count);
    }

    public string Source => _mapping.Source;
    public string CustomerTable => _mapping.Customers!.Table;
    public long OrderRowCount { get; }

    public IEnumerable<ProductData> ReadProducts()
    {
        var table = new CsvTable(_mapping, _mapping.Products!);
        var seen = new HashSet<string>();
        return table.Rows(record => Unique(table, record, seen, Product(table, record), product => product.Number), _rejects);
    }

    public IEnumerable<CustomerData> ReadCustomers()
    {
        var table = new CsvTable(_mapping, _mapping.Customers!);
        var seen = new HashSet<string>();
        return table.Rows(record => Unique(table, record, seen, Customer(table, record), customer => customer.Number), _rejects);
    }

    public IEnumerable<OrderData> ReadOrders(KnownNumbers known) =>
        new CsvOrders(_mapping, _rejects, known, _clock.GetUtcNow()).Read(new Dictionary<string, int>(_lineCounts));

    /// <summary>Date of the last order in the files: where a simulated clock starts.</summary>
    public static DateTimeOffset? LastEvent(Mapping mapping)
    {
        var table = new CsvTable(mapping, mapping.Orders!);
        DateTimeOffset? last = null;
        foreach (var record in table.Records())
            if (record.Problem is null && TryDate(table, record) is { } date && (last is null || date > last)) last = date;
        return last;
    }

    static DateTimeOffset? TryDate(CsvTable table, CsvRecord record)
    {
        try
        {
            return table.Date(record, "orderedOn");
        }
        catch (RejectedRowException)
        {
            return null; // reported when the row itself is read
        }
    }

    // First pass: how many lines each order has, so that the second can hand an order on as soon as it is complete.
    Dictionary<string, int> CountLines()
    {
        var table = new CsvTable(_mapping, _mapping.Lines!);
        var counts = new Dictionary<string, int>();
        foreach (var record in table.Records())
            if (record.Problem is null && table.Text(record, "order") is { } order)
                counts[order] = counts.GetValueOrDefault(order) + 1;
        return counts;
    }

    static T Unique<T>(CsvTable table, CsvRecord record, HashSet<string> seen, T row, Func<T, string> number) =>
        seen.Add(number(row))
            ? row
            : throw table.Wrong(record, "number", $"the number {number(row)} stands in the file twice", "Keep one of the lines; the first was taken.");

    static ProductData Product(CsvTable table, CsvRecord record) =>
        new(table.Needed(record, "number"), table.Needed(record, "name"), table.Number(record, "price"), table.Place(record))
        {
            Cost = table.Number(record, "cost"),
        };

    CustomerData Customer(CsvTable table, CsvRecord record)
    {
        var customer = new CustomerData(table.Needed(record, "number"), Name(table, record), table.Place(record))
        {
            FirstName = table.Text(record, "firstName"),
            LastName = table.Text(record, "lastName"),
            City = table.Text(record, "city"),
            Country = table.Text(record, "country"),
            IndustryCode = table.Whole(record, "industry"),
            Employees = table.Whole(record, "employees"),
            Revenue = table.Number(record, "revenue"),
            CreatedOn = table.Date(record, "createdOn"),
        };
        if (customer.CreatedOn > _clock.GetUtcNow()) throw FutureDate(table, record, "createdOn", _clock.GetUtcNow());
        return customer;
    }

    static string Name(CsvTable table, CsvRecord record) =>
        table.Text(record, "name")
        ?? (table.Has("lastName") ? $"{table.Text(record, "firstName")} {table.Needed(record, "lastName")}".Trim() : table.Needed(record, "name"));

    internal static RejectedRowException FutureDate(CsvTable table, CsvRecord record, string word, DateTimeOffset now) =>
        table.Wrong(record, word, $"the date {table.Text(record, word)} is in the future; it is {now:yyyy-MM-dd HH:mm} UTC here",
            "Correct the date, or set the clock with --now.");
}
