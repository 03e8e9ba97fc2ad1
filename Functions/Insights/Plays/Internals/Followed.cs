using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Plays.Internals;

/// <summary>Who ordered again in time.</summary>
static class Followed
{
    /// <summary>Of those whose follow-up is over, how many ordered in (occasion, occasion + days].</summary>
    public static Share Share(IEnumerable<PlayOccasion> occasions, Dictionary<Guid, CustomerHistory> customers, FollowUp window)
    {
        var over = occasions.Where(occasion => occasion.On.AddDays(window.Days) <= window.Until).ToList();
        return new Share(over.Count(occasion => OrderedAgain(customers[occasion.CustomerId], occasion.On, window.Days)), over.Count);
    }

    static bool OrderedAgain(CustomerHistory customer, DateTimeOffset on, int days) =>
        customer.Orders.Any(order => order.OrderedOn > on && order.OrderedOn <= on.AddDays(days));
}
