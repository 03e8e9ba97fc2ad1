using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>What share of a customer's spend is margin, and where that comes from.</summary>
readonly record struct Margin(double Share, string Words)
{
    const double LeastCovered = 0.5;

    /// <summary>From product costs where they are known for at least half of the spend; else the assumed share of revenue.</summary>
    public static Margin Of(CustomerHistory history, IReadOnlyDictionary<Guid, ProductFacts> products, double assumed, DateTimeOffset now)
    {
        var (spend, covered, cost) = (0m, 0m, 0m);
        foreach (var line in Population.OrdersUntil(history, now).SelectMany(order => order.Lines))
        {
            spend += Math.Max(0, line.Amount);
            if (line is not { ProductId: { } id, Amount: > 0 } || products.GetValueOrDefault(id)?.Cost is not { } unit) continue;
            covered += line.Amount;
            cost += unit * line.Quantity;
        }
        if (covered == 0 || (double)(covered / spend) < LeastCovered)
            return new Margin(assumed, $"Margin assumed as {Percent(assumed)} of revenue; product costs are not known");
        var share = Math.Clamp((double)((covered - cost) / covered), 0, 1);
        return new Margin(share, $"Margin of {Percent(share)} from product costs");
    }

    static string Percent(double share) => Insights.Internals.Words.Percent(share);
}
