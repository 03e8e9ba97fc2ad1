using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The time that windows may lie in: since the last break of the order rate, where that is long enough to test on, else all of the history.</summary>
sealed record LearningPeriod(DateTimeOffset From, DateTimeOffset Until, OrderRateBreak? Break)
{
    /// <summary>Four of the shortest horizons: one each to look back, to train, to calibrate and to test.</summary>
    public const int ShortestDays = 4 * ChurnHorizon.ShortestDays;

    public int Days => (int)(Until - From).TotalDays;

    public static LearningPeriod Of(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now)
    {
        if (customers.Count == 0) return new LearningPeriod(now, now, null);
        var found = OrderRateBreak.Find(customers, now);
        return found is not null && (now - found.On).TotalDays >= ShortestDays
            ? new LearningPeriod(found.On, now, found)
            : new LearningPeriod(customers.Min(customer => customer.Orders[0].OrderedOn), now, null);
    }
}
