using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Lifecycle.Internals;

/// <summary>What the rules look at: one customer's orders up to a moment.</summary>
sealed record StageEvidence
{
    const double ShortestWindow = 90;
    const double LongestWindow = 365;
    const double GapsInWindow = 3;

    /// <summary>Days since the last order.</summary>
    public required double SilentDays { get; init; }
    /// <summary>Own mean gap, drawn towards the typical gap as if one of that length had been seen.</summary>
    public required double ExpectedGap { get; init; }
    /// <summary>Probability of being an active customer; where no model says so, it halves with every second expected gap of silence.</summary>
    public required double Alive { get; init; }
    /// <summary>Distinct days with an order.</summary>
    public required int OrderDays { get; init; }
    /// <summary>ln of the order days in the recent window against those in the one before, each and one; 0 before there are two windows.</summary>
    public required double RateTrend { get; init; }
    /// <summary>The same of the amounts, with a mean order amount in place of one.</summary>
    public required double SpendTrend { get; init; }
    /// <summary>Length of a window in days: three expected gaps, within 90 and 365.</summary>
    public required int WindowDays { get; init; }
    /// <summary>The last order's day.</summary>
    public required DateTimeOffset LastOrder { get; init; }

    /// <summary>Silence in expected gaps.</summary>
    public double Overdue => SilentDays / ExpectedGap;

    /// <summary>Whether the silence begins to speak for itself.</summary>
    public bool IsLate => Overdue > StageRules.LateFrom;

    /// <summary>Null without an order up to then.</summary>
    public static StageEvidence? Of(StagedCustomer customer, double typicalGap, DateTimeOffset at)
    {
        Order[] orders = [.. Population.OrdersUntil(customer.History, at)];
        if (orders.Length == 0) return null;
        var days = orders.Select(order => PurchaseView.DayOf(order.OrderedOn)).Distinct().ToArray();
        var expected = (days[^1].DayNumber - days[0].DayNumber + typicalGap) / days.Length;
        var silent = PurchaseView.DayOf(at).DayNumber - days[^1].DayNumber;
        var window = (int)Math.Clamp(GapsInWindow * expected, ShortestWindow, LongestWindow);
        var (rate, spend) = Trends(orders, at, window);
        return new StageEvidence
        {
            SilentDays = silent,
            ExpectedGap = expected,
            Alive = customer.Alive(at) ?? Math.Pow(2, -silent / (2 * expected)),
            OrderDays = days.Length,
            RateTrend = rate,
            SpendTrend = spend,
            WindowDays = window,
            LastOrder = orders[^1].OrderedOn,
        };
    }

    static (double Rate, double Spend) Trends(Order[] orders, DateTimeOffset at, int window)
    {
        var (middle, begin) = (at.AddDays(-window), at.AddDays(-2 * window));
        if (orders[0].OrderedOn > begin) return (0, 0);
        Order[] late = [.. orders.Where(order => order.OrderedOn > middle)];
        Order[] early = [.. orders.Where(order => order.OrderedOn > begin && order.OrderedOn <= middle)];
        var one = Math.Max(1, orders.Average(order => (double)Math.Max(0, order.Total)));
        return (Math.Log((1.0 + Days(late)) / (1 + Days(early))), Math.Log((one + Amount(late)) / (one + Amount(early))));
    }

    static int Days(Order[] orders) => orders.DistinctBy(order => PurchaseView.DayOf(order.OrderedOn)).Count();

    static double Amount(Order[] orders) => orders.Sum(order => (double)Math.Max(0, order.Total));
}
