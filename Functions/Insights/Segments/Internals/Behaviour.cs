using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Segments.Internals;

/// <summary>
/// How one customer orders, as samples of logarithms, since amounts, units and gaps differ by factors. Nothing in it changes by the mere
/// passing of time.
/// </summary>
/// <param name="OrderDays">Distinct days with an order.</param>
/// <param name="Samples">By feature: ln(1 + amount of an order), ln(1 + units of a line), ln(1 + days between two order days).</param>
sealed record Behaviour(int OrderDays, double[][] Samples)
{
    public const int FeatureCount = 3;

    /// <summary>Null without an order up to the moment.</summary>
    public static Behaviour? Of(CustomerHistory history, DateTimeOffset now)
    {
        Order[] orders = [.. Population.OrdersUntil(history, now)];
        if (orders.Length == 0) return null;
        var days = orders.Select(order => PurchaseView.DayOf(order.OrderedOn).DayNumber).Distinct().ToArray();
        return new Behaviour(days.Length,
        [
            [.. orders.Select(order => Math.Log(1 + Math.Max(0, (double)order.Total)))],
            [.. orders.SelectMany(order => order.Lines).Where(line => line.Quantity > 0).Select(line => Math.Log(1 + (double)line.Quantity))],
            [.. days.Skip(1).Zip(days).Select(pair => Math.Log(1.0 + pair.First - pair.Second))],
        ]);
    }

    /// <summary>The typical value of a feature, the logarithm undone; null where nothing was seen.</summary>
    public double? Usual(int feature) => Samples[feature].Length == 0 ? null : Math.Exp(Samples[feature].Average()) - 1;
}
