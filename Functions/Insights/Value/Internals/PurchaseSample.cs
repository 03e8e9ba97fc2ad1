using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>All customers with an order up to a moment, as the purchase models see them.</summary>
sealed record PurchaseSample(IReadOnlyList<(CustomerHistory History, CustomerPurchases Bought)> Customers)
{
    public IReadOnlyList<PurchaseSummary> Summaries { get; } = [.. Customers.Select(customer => customer.Bought.Summary)];

    public int Repeaters => Customers.Count(customer => customer.Bought.Frequency > 0);

    public double MeanSpend => Customers.Average(customer => customer.Bought.MeanSpend);

    public static PurchaseSample At(IReadOnlyList<CustomerHistory> customers, DateTimeOffset at)
    {
        var seen = new List<(CustomerHistory, CustomerPurchases)>();
        foreach (var customer in customers)
            if (CustomerPurchases.Of(customer, at) is { } bought) seen.Add((customer, bought));
        return new PurchaseSample(seen);
    }
}
