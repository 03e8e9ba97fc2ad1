using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>On which days a customer bought what.</summary>
static class PurchaseDays
{
    /// <summary>Days by product, rising, each once.</summary>
    public static Dictionary<Guid, List<DateOnly>> Of(IEnumerable<Order> orders)
    {
        var days = new Dictionary<Guid, List<DateOnly>>();
        foreach (var order in orders)
            foreach (var product in Population.Products(order))
            {
                if (!days.TryGetValue(product, out var known)) days[product] = known = [];
                if (known.Count == 0 || known[^1] < PurchaseView.DayOf(order.OrderedOn)) known.Add(PurchaseView.DayOf(order.OrderedOn));
            }
        return days;
    }
}
