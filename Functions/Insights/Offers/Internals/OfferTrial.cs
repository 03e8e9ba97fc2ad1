using CrmInsights.Insights.Customers;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>What each method offered one customer, and what the customer then bought.</summary>
/// <param name="Offers">Offers of each finder, in the order of the finders.</param>
/// <param name="Taken">Bought within the horizon.</param>
/// <param name="Known">Bought before.</param>
sealed record OfferTrial(IReadOnlyList<FoundOffer>[] Offers, HashSet<Guid> Taken, HashSet<Guid> Known)
{
    public static OfferTrial Of(OfferWindow window, CustomerHistory history, IReadOnlyList<OfferFinder> finders)
    {
        var view = window.View(history);
        return new OfferTrial([.. finders.Select(finder => finder.Find(view))], window.Taken(history), [.. view.Customer.Bought]);
    }

    /// <summary>1 where one of the first offers was bought, else 0.</summary>
    public double Hit(int finder, int first) => Offers[finder].Take(first).Any(offer => Taken.Contains(offer.ProductId)) ? 1 : 0;
}
