using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Quality;

/// <summary>Judges a customer's own data: what is missing, and what cannot be right.</summary>
public static class DataQuality
{
    /// <summary>The report as of a moment; orders dated after it lie in the future.</summary>
    public static QualityReport Assess(CustomerHistory history, DateTimeOffset now)
    {
        var findings = Missing(history).Concat(Contradictions(history, now)).Where(finding => finding.Cost > 0).OrderByDescending(finding => finding.Cost);
        var found = findings.ToArray();
        return new QualityReport(Math.Max(0, 100 - found.Sum(finding => finding.Cost)), [.. found.Select(finding => finding.Text)]);
    }

    static IEnumerable<(int Cost, string Text)> Missing(CustomerHistory history)
    {
        var isAccount = history.Table == "account";
        yield return (string.IsNullOrWhiteSpace(history.Country) ? 10 : 0, "No country in the address");
        yield return (isAccount && history.IndustryCode is null ? 10 : 0, "No industry");
        yield return (isAccount && history.Employees is null ? 5 : 0, "No number of employees");
        yield return (isAccount && history.Revenue is null ? 5 : 0, "No annual revenue");
    }

    static IEnumerable<(int Cost, string Text)> Contradictions(CustomerHistory history, DateTimeOffset now)
    {
        var orders = history.Orders;
        yield return Share(orders.Count(order => order.OrderedOn > now), orders.Count, 30, "dated in the future");
        yield return Share(orders.Count(order => order.Lines.Count == 0), orders.Count, 20, "without lines");
        yield return Share(orders.Count(order => order.Total < 0), orders.Count, 20, "with a negative total");
        yield return Share(orders.Count(order => order.Total == 0), orders.Count, 10, "with a total of 0");
        yield return Share(orders.Count - orders.DistinctBy(order => (order.OrderedOn, order.Total)).Count(), orders.Count, 10,
            "with the time and total of another order");
    }

    /// <summary>Costs at least 5 where anything was found, up to <paramref name="most"/> where every order is concerned.</summary>
    static (int Cost, string Text) Share(int count, int all, int most, string what) =>
        count == 0 ? (0, "") : (Math.Max(5, most * count / all), $"{count} of {all} {(all == 1 ? "order" : "orders")} {what}");
}
