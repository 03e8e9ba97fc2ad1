using CrmInsights.Local.Import;
using CrmInsights.Local.Import.Csv;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Import;

/// <summary>A folder with a small, valid company in CSV files; a test changes only what it is about.</summary>
sealed class CsvFolder : IDisposable
{
    internal static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    readonly string _path = Directory.CreateTempSubdirectory("crminsights-csv-").FullName;

    public string Path => _path;
    public string Mapping { get; set; } = """
        source: shop
        negativeQuantity: return
        customers: { file: customers.csv, columns: { number: No, name: Full Name, city: City } }
        products: { file: products.csv, columns: { number: SKU, name: Title, price: Price } }
        orders: { file: orders.csv, columns: { number: Order, customer: Customer, orderedOn: Date } }
        lines: { file: lines.csv, columns: { order: Order, product: SKU, quantity: Units, price: Price, discount: Off } }
        """;
    public string Customers { get; set; } = "No,Full Name,City\n1,Ada Ltd,Leeds\n2,Bob & Sons,\n";
    public string Products { get; set; } = "SKU,Title,Price\nA,Apple,1.50\nB,Pear,2\n";
    public string Orders { get; set; } = "Order,Customer,Date\n100,1,2026-01-02\n101,2,2026-02-03\n";
    public string Lines { get; set; } = "Order,SKU,Units,Price,Off\n100,A,2,1.50,\n101,B,1,2,0.5\n100,B,1,2,\n";

    public Mapping ReadMapping()
    {
        Write("mapping.yaml", Mapping);
        Write("customers.csv", Customers);
        Write("products.csv", Products);
        Write("orders.csv", Orders);
        Write("lines.csv", Lines);
        return MappingReader.Read(_path, null);
    }

    /// <summary>Everything the files give, with the rejected rows.</summary>
    public (IReadOnlyList<CustomerData> Customers, IReadOnlyList<OrderData> Orders, IReadOnlyList<string> Rejected) Read()
    {
        var mapping = ReadMapping();
        var rejected = System.IO.Path.Combine(_path, "rejected.csv");
        var customers = new List<CustomerData>();
        var orders = new List<OrderData>();
        using (var rejects = new Rejects(rejected))
        {
            var company = new CsvCompany(mapping, rejects, new SteppedClock(Now));
            customers.AddRange(company.ReadCustomers());
            var products = company.ReadProducts().ToDictionary(product => product.Number, _ => Guid.Empty);
            orders.AddRange(company.ReadOrders(new KnownNumbers(customers.ToDictionary(customer => customer.Number, _ => Guid.Empty), products)));
        }
        return (customers, orders, File.Exists(rejected) ? File.ReadAllLines(rejected)[1..] : []);
    }

    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(_path, name), text);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
