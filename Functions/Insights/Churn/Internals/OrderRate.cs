using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Orders a day in (from, until].</summary>
sealed record OrderRate(DateTimeOffset From, DateTimeOffset Until, double PerDay)
{
    /// <summary>The horizons before the calibration cutoff, before the test cutoff, and up to now.</summary>
    public static IReadOnlyList<OrderRate> Of(IReadOnlyList<CustomerHistory> customers, ChurnWindows plan)
    {
        var horizon = TimeSpan.FromDays(plan.HorizonDays);
        return [.. new[] { plan.Calibration, plan.Test, plan.Test + horizon }.Select(until => Between(customers, until - horizon, until))];
    }

    static OrderRate Between(IReadOnlyList<CustomerHistory> customers, DateTimeOffset from, DateTimeOffset until)
    {
        var orders = customers.Sum(customer =>
            (long)PurchaseView.CountUntil(customer.Orders, until) - PurchaseView.CountUntil(customer.Orders, from));
        return new OrderRate(from, until, orders / (until - from).TotalDays);
    }
}
