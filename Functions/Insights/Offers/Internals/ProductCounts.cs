using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Counts how products sell: of late, in which amounts, and whether they are bought again.</summary>
sealed class ProductCounts
{
    const int FewestRepeatChances = 20;

    readonly List<decimal> _amounts = [];
    double _recent;
    int _chances;
    int _repeats;

    public static IEnumerable<ProductStatistics> Of(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, int halfLifeDays)
    {
        var counts = new Dictionary<Guid, ProductCounts>();
        var all = 0.0;
        foreach (var customer in customers)
        {
            Order[] orders = [.. Population.OrdersUntil(customer, now)];
            foreach (var order in orders) all += AddOrder(counts, order, Math.Pow(2, -(now - order.OrderedOn).TotalDays / halfLifeDays));
            AddRepeats(counts, orders);
        }
        return counts.OrderByDescending(pair => pair.Value._recent).ThenBy(pair => pair.Key).Select(pair => pair.Value.Finish(pair.Key, all));
    }

    static double AddOrder(Dictionary<Guid, ProductCounts> counts, Order order, double weight)
    {
        foreach (var product in Population.Products(order))
        {
            if (!counts.TryGetValue(product, out var count)) counts[product] = count = new ProductCounts();
            count._recent += weight;
        }
        foreach (var line in order.Lines)
            if (line is { ProductId: { } product, Quantity: > 0 }) counts[product]._amounts.Add(line.Amount);
        return weight;
    }

    /// <summary>Who ordered on a later day than that of the first purchase could have bought it again.</summary>
    static void AddRepeats(Dictionary<Guid, ProductCounts> counts, Order[] orders)
    {
        if (orders.Length == 0) return;
        var days = new Dictionary<Guid, (DateOnly First, DateOnly Last)>();
        foreach (var order in orders)
            foreach (var product in Population.Products(order))
                days[product] = days.TryGetValue(product, out var known) ? (known.First, DayOf(order)) : (DayOf(order), DayOf(order));
        foreach (var (product, (first, last)) in days)
        {
            if (DayOf(orders[^1]) == first) continue;
            counts[product]._chances++;
            if (last > first) counts[product]._repeats++;
        }
    }

    static DateOnly DayOf(Order order) => PurchaseView.DayOf(order.OrderedOn);

    ProductStatistics Finish(Guid product, double all)
    {
        _amounts.Sort();
        return new ProductStatistics
        {
            ProductId = product,
            RecentShare = _recent / all,
            UsualAmount = Math.Max(0, _amounts[_amounts.Count / 2]),
            RepeatShare = _chances < FewestRepeatChances ? null : (double)_repeats / _chances,
        };
    }
}
