using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>
/// All customers whose first order lies in a period, as the purchase models see them. One who began earlier and is seen again has already
/// proved that it stays, so it would make everybody look as if they stayed.
/// </summary>
sealed record PurchaseSample(IReadOnlyList<(CustomerHistory History, CustomerPurchases Bought)> Customers)
{
    public IReadOnlyList<PurchaseSummary> Summaries { get; } = [.. Customers.Select(customer => customer.Bought.Summary)];

    public int Repeaters => Customers.Count(customer => customer.Bought.Frequency > 0);

    public double MeanSpend => Customers.Average(customer => customer.Bought.MeanSpend);

    public static PurchaseSample At(IReadOnlyList<CustomerHistory> customers, DateTimeOffset from, DateTimeOffset at)
    {
        var seen = new List<(CustomerHistory, CustomerPurchases)>();
        foreach (var customer in customers)
            if (customer.Orders[0].OrderedOn >= from && CustomerPurchases.Of(customer, from, at) is { } bought) seen.Add((customer, bought));
        return new PurchaseSample(seen);
    }
}
