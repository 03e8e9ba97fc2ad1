using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Churn.Internals;

/// <summary>Gaps in days between the order days of many customers; the gap since the last order is still open.</summary>
sealed class GapSample
{
    public List<double> Durations { get; } = [];

    public List<bool> Closed { get; } = [];

    public bool IsEmpty => Durations.Count == 0;

    public void Add(CustomerHistory customer, DateTimeOffset now)
    {
        DateOnly? previous = null;
        foreach (var order in customer.Orders)
        {
            if (order.OrderedOn > now) break;
            var day = PurchaseView.DayOf(order.OrderedOn);
            if (previous is { } last && day > last) Note(day.DayNumber - last.DayNumber, closed: true);
            previous = day;
        }
        if (previous is { } open) Note(PurchaseView.DayOf(now).DayNumber - open.DayNumber, closed: false);
    }

    void Note(int days, bool closed)
    {
        Durations.Add(days);
        Closed.Add(closed);
    }
}
