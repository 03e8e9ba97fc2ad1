using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Internals;

/// <summary>Whom a model may learn from, and what of their orders.</summary>
static class Population
{
    /// <summary>Customers with an order who neither objected nor are restricted, by table and id, so that the caller's order changes no bit.</summary>
    public static CustomerHistory[] ToLearnFrom(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now) =>
    [
        .. customers.Where(customer => MayBeProfiled(customer) && customer.Orders.Count > 0 && customer.Orders[0].OrderedOn <= now)
            .OrderBy(customer => customer.Table, StringComparer.Ordinal).ThenBy(customer => customer.Id),
    ];

    public static bool MayBeProfiled(CustomerHistory customer) => customer.Profiling is ProfilingStatus.NotAsked or ProfilingStatus.Allowed;

    /// <summary>Orders up to and including a moment, oldest first.</summary>
    public static IEnumerable<Order> OrdersUntil(CustomerHistory customer, DateTimeOffset now) =>
        customer.Orders.Take(PurchaseView.CountUntil(customer.Orders, now));

    /// <summary>Products bought in an order, returns left out.</summary>
    public static IEnumerable<Guid> Products(Order order) =>
        order.Lines.Where(line => line is { ProductId: not null, Quantity: > 0 }).Select(line => line.ProductId!.Value).Distinct();
}
