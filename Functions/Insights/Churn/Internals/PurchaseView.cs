using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>
/// What is known of a customer's orders at a cutoff: the only thing a feature or a reason may look at, so that no data after the
/// cutoff can reach them. Orders of one day count as one purchase where gaps are concerned.
/// </summary>
sealed class PurchaseView
{
    readonly CustomerHistory _history;

    public PurchaseView(CustomerHistory history, DateTimeOffset cutoff, int horizonDays)
    {
        _history = history;
        Cutoff = cutoff;
        HorizonDays = horizonDays;
        OrderCount = CountUntil(history.Orders, cutoff);
        var days = new List<DateOnly>(OrderCount);
        for (var index = 0; index < OrderCount; index++)
        {
            var day = DayOf(history.Orders[index].OrderedOn);
            if (days.Count == 0 || days[^1] != day) days.Add(day);
        }
        Days = days;
        Gaps = new int[Math.Max(0, days.Count - 1)];
        for (var gap = 0; gap < Gaps.Length; gap++) Gaps[gap] = days[gap + 1].DayNumber - days[gap].DayNumber;
    }

    public DateTimeOffset Cutoff { get; }

    public int HorizonDays { get; }

    /// <summary>Orders up to the cutoff, the cutoff included.</summary>
    public int OrderCount { get; }

    /// <summary>Distinct days with an order, earliest first.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>Days between neighbouring order days.</summary>
    public int[] Gaps { get; }

    public int DaysSinceLast => DayOf(Cutoff).DayNumber - Days[^1].DayNumber;

    /// <summary>Median of the own gaps in days; null without a second order day.</summary>
    public double? UsualGap => Gaps.Length == 0 ? null : Median(Gaps);

    /// <summary>Mean gap, drawn towards the horizon as if one gap of that length had been seen.</summary>
    public double ExpectedGap => (Gaps.Sum() + (double)HorizonDays) / (Gaps.Length + 1);

    public Order Last => _history.Orders[OrderCount - 1];

    public IEnumerable<Order> Orders => _history.Orders.Take(OrderCount);

    public IEnumerable<Order> Earlier => _history.Orders.Take(OrderCount - 1);

    /// <summary>True where the last order is at most the horizon before the cutoff: the population of the model.</summary>
    public bool IsCurrent => OrderCount > 0 && Cutoff - Last.OrderedOn <= TimeSpan.FromDays(HorizonDays);

    /// <summary>First day with an order after <paramref name="after"/> and up to <paramref name="until"/>; null where there is none.</summary>
    public DateOnly? FirstDayWithin(DateOnly after, DateOnly until)
    {
        foreach (var day in Days)
            if (day > after && day <= until) return day;
        return null;
    }

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.UtcDateTime);

    /// <summary>Number of orders up to and including a time, by bisection.</summary>
    public static int CountUntil(IReadOnlyList<Order> orders, DateTimeOffset time)
    {
        var (low, high) = (0, orders.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (orders[middle].OrderedOn <= time) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static double Median(int[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
    }
}
