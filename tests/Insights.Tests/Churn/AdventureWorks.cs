using System.Globalization;
using CrmInsights.Insights.Customers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Churn;

/// <summary>The orders of Microsoft's sample company, one customer a CustomerKey.</summary>
static class AdventureWorks
{
    public static IReadOnlyList<CustomerHistory> Read(string sharedFolder)
    {
        var lines = File.ReadLines(Path.Combine(sharedFolder, "data", "adventureworks", "FactInternetSales.csv")).Skip(1)
            .Select(line => line.Split(',')).ToArray();
        return [.. lines.GroupBy(line => int.Parse(line[4], CultureInfo.InvariantCulture)).OrderBy(customer => customer.Key).Select(Customer)];
    }

    static CustomerHistory Customer(IGrouping<int, string[]> lines) => new()
    {
        Table = "account",
        Id = SeededGuid.Of("customer", lines.Key),
        Orders = [.. lines.GroupBy(line => line[5]).Select(Order).OrderBy(order => order.OrderedOn).ThenBy(order => order.Id)],
    };

    static Order Order(IGrouping<string, string[]> lines)
    {
        var on = DateTime.ParseExact(lines.First()[1], "yyyyMMdd", CultureInfo.InvariantCulture);
        OrderLine[] bought = [.. lines.Select(line => new OrderLine(
            SeededGuid.Of("product", int.Parse(line[0], CultureInfo.InvariantCulture)), 1, decimal.Parse(line[6], CultureInfo.InvariantCulture), 0))];
        var number = int.Parse(lines.Key.AsSpan(2), CultureInfo.InvariantCulture);
        return new Order(SeededGuid.Of("order", number), new DateTimeOffset(on, TimeSpan.Zero), bought.Sum(line => line.Amount), 0, bought);
    }
}
