using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Offers;
using CrmInsights.Local.Import;
using CrmInsights.Local.Sample;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests;

/// <summary>The sample company as models see it, made once.</summary>
static class SampleHistories
{
    static readonly SampleCompany s_company = SampleCompany.Generate(new SampleOptions { End = Now });

    public static DateTimeOffset Now => new(TestTime.Now.UtcDateTime.Date, TimeSpan.Zero);

    public static SampleTruth Truth => s_company.Truth;

    public static IReadOnlyDictionary<Guid, ProductFacts> Products { get; } = s_company.ReadProducts()
        .Select(product => new ProductFacts(ProductId(product.Number), product.Name) { Price = product.Price }).ToDictionary(product => product.Id);

    /// <summary>All customers, in the order of their numbers.</summary>
    public static IReadOnlyList<(string Number, CustomerHistory History)> Customers { get; } = Convert();

    public static IReadOnlyList<CustomerHistory> All { get; } = [.. Customers.Select(customer => customer.History)];

    public static Guid ProductId(string number) => SeededGuid.Of("sample product", int.Parse(number.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture));

    static IReadOnlyList<(string, CustomerHistory)> Convert()
    {
        var orders = s_company.ReadOrders(new KnownNumbers(new Dictionary<string, Guid>(), new Dictionary<string, Guid>())).ToLookup(order => order.Customer);
        return [.. s_company.ReadCustomers().Select((customer, index) => (customer.Number, Convert(customer, index, orders[customer.Number])))];
    }

    static CustomerHistory Convert(CustomerData customer, int index, IEnumerable<OrderData> orders) => new()
    {
        Table = "account",
        Id = SeededGuid.Of("sample account", index),
        CreatedOn = customer.CreatedOn,
        IndustryCode = customer.IndustryCode,
        Country = customer.Country,
        Employees = customer.Employees,
        Revenue = customer.Revenue,
        Orders = [.. orders.OrderBy(order => order.OrderedOn).ThenBy(order => order.Number, StringComparer.Ordinal).Select((order, number) => Convert(index, number, order))],
    };

    static Order Convert(int customer, int number, OrderData order)
    {
        OrderLine[] lines = [.. order.Lines.Select(line => new OrderLine(ProductId(line.Product!), line.Quantity, line.Price * line.Quantity - line.Discount, line.Discount))];
        return new Order(SeededGuid.Of($"sample order of {customer}", number), order.OrderedOn, lines.Sum(line => line.Amount), lines.Sum(line => line.Discount), lines);
    }
}
