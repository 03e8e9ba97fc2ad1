using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>One customer as the purchase models see it, in days; orders of one day are one purchase.</summary>
/// <param name="Frequency">Order days after the first.</param>
/// <param name="Recency">Days from the first to the last order day.</param>
/// <param name="Age">Days since the first order day.</param>
/// <param name="MeanSpend">Mean amount of all order days, 0 or more.</param>
/// <param name="RepeatSpend">Mean amount of the order days after the first, 0 or more.</param>
readonly record struct CustomerPurchases(int Frequency, int Recency, int Age, double MeanSpend, double RepeatSpend)
{
    public PurchaseSummary Summary => new(Frequency, Recency, Age, RepeatSpend);

    /// <summary>Orders in [from, at], or the last one before where there is none in it; null without an order up to <paramref name="at"/>.</summary>
    public static CustomerPurchases? Of(CustomerHistory history, DateTimeOffset from, DateTimeOffset at)
    {
        var (first, last, days) = (default(DateOnly), default(DateOnly), 0);
        var (all, repeated) = (0m, 0m);
        foreach (var order in Seen(history, from, at))
        {
            var day = PurchaseView.DayOf(order.OrderedOn);
            if (days == 0) first = day;
            if (days == 0 || day != last) days++;
            last = day;
            all += order.Total;
            if (day != first) repeated += order.Total;
        }
        if (days == 0) return null;
        var age = PurchaseView.DayOf(at).DayNumber - first.DayNumber;
        return new CustomerPurchases(days - 1, last.DayNumber - first.DayNumber, age, Mean(all, days), days == 1 ? 0 : Mean(repeated, days - 1));
    }

    static IEnumerable<Order> Seen(CustomerHistory history, DateTimeOffset from, DateTimeOffset at)
    {
        var count = PurchaseView.CountUntil(history.Orders, at);
        var start = 0;
        while (start < count - 1 && history.Orders[start].OrderedOn < from) start++;
        return history.Orders.Take(count).Skip(start);
    }

    static double Mean(decimal sum, int days) => Math.Max(0, (double)(sum / days));
}
