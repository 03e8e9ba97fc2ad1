using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn;

/// <summary>Who is asked about, and what became of them.</summary>
public static class ChurnLabel
{
    /// <summary>What happened in (cutoff, cutoff + H].</summary>
    /// <returns>True: no order, the customer left. False: an order. Null: not in the population, the last order is missing or longer ago than H.</returns>
    public static bool? Of(CustomerHistory history, DateTimeOffset cutoff, int horizonDays)
    {
        var known = PurchaseView.CountUntil(history.Orders, cutoff);
        var horizon = TimeSpan.FromDays(horizonDays);
        if (known == 0 || cutoff - history.Orders[known - 1].OrderedOn > horizon) return null;
        return known == history.Orders.Count || history.Orders[known].OrderedOn > cutoff + horizon;
    }
}
