using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Offers;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Offers;

/// <summary>Customers whose habits are known, so that it is known which method must find what they buy next.</summary>
static class PlantedShop
{
    public const int Days = 720;
    const int Every = 30;

    public static DateTimeOffset Now => TestTime.Now;

    public static Guid Product(int number) => SeededGuid.Of("product", number);

    public static OfferEligibility Open { get; } = new(Enumerable.Range(0, 100).ToDictionary(Product, number => new ProductFacts(Product(number), $"Product {number}")));

    /// <summary>Each has two of 20 products of its own and buys one and the other in turn: only its own past tells what is next.</summary>
    public static IReadOnlyList<CustomerHistory> OfHabit(int customers = 600)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, customers).Select(number =>
        {
            var first = random.Next(20);
            int[] own = [first, (first + 1 + random.Next(19)) % 20];
            return Buyer(number, order => [own[order % 2]]);
        })];
    }

    /// <summary>Ten durable pairs; who has bought the left one buys the right one some time later, once, and nothing else. Each right one is as popular as the others.</summary>
    public static IReadOnlyList<CustomerHistory> OfPairs(int customers = 1200)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, customers).Select(number =>
        {
            var pair = number % 10;
            var first = random.Next(Days - 60);
            var gap = 30 + random.Next(90);
            return new CustomerHistory
            {
                Table = "account",
                Id = SeededGuid.Of("buyer", number),
                Orders = [.. new[] { (first, 2 * pair), (first + gap, (2 * pair) + 1) }.Where(order => order.Item1 <= Days).Select((order, index) => Order(number, index, Days - order.Item1, [order.Item2]))],
            };
        })];
    }

    /// <summary>Everybody draws from the same 20 products, the first ones more often: nothing of one's own tells anything.</summary>
    public static IReadOnlyList<CustomerHistory> OfTheCrowd(int customers = 600)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, customers).Select(number => Buyer(number, _ => [(int)(20 * Math.Pow(random.NextDouble(), 2))]))];
    }

    /// <summary>Orders about every 30 days for two years, on days of the customer's own.</summary>
    static CustomerHistory Buyer(int number, Func<int, int[]> basket)
    {
        var random = new Random(number);
        return new CustomerHistory
        {
            Table = "account",
            Id = SeededGuid.Of("buyer", number),
            Orders = [.. Enumerable.Range(0, Days / Every).Select(order => Order(number, order, Days - (order * Every) - random.Next(20), basket(order)))],
        };
    }

    public static Order Order(int customer, int number, int daysAgo, int[] products)
    {
        OrderLine[] lines = [.. products.Select(product => new OrderLine(Product(product), 1, 10, 0))];
        return new Order(SeededGuid.Of($"order of {customer}", number), Now.AddDays(-daysAgo), lines.Length * 10, 0, lines);
    }
}
