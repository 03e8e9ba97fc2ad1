using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Makes an offer of a rule, with the rule quoted in words.</summary>
static class OfferWords
{
    const double KnownWeight = 0.5;                         // a reminder is worth less than something new
    const double MostWithoutRule = 10;

    public static Offer Of(OfferRule rule, OfferCustomer customer, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var offered = products[rule.Then];
        var bought = customer.LastBought(rule.Then);
        var reason = rule.Sentence(products) + (bought is { } on ? $". Last bought on {Words.Date(on)}" : "");
        var kind = rule.If.Any(owned => IsDearerKin(offered, products.GetValueOrDefault(owned))) ? OfferKind.UpSell : OfferKind.CrossSell;
        return new Offer(rule.Then, Words.Name(offered.Name), kind, reason, Math.Round(rule.Score * (bought is null ? 1 : KnownWeight), 2))
        {
            ExpectedRevenue = customer.Revenue(rule.Then, rule.Confidence, offered),
        };
    }

    public static Offer Of(ProductStatistics product, OfferCustomer customer, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var offered = products[product.ProductId];
        var reason = $"No buying pattern fits this customer yet. {Words.Name(offered.Name)} is among the most ordered products of late: in {Words.Percent(product.RecentShare)} of orders";
        return new Offer(product.ProductId, Words.Name(offered.Name), OfferKind.Popular, reason, Math.Round(MostWithoutRule * product.RecentShare, 2))
        {
            ExpectedRevenue = customer.Revenue(product.ProductId, product.RecentShare, offered),
        };
    }

    static bool IsDearerKin(ProductFacts offered, ProductFacts? owned) =>
        owned is { FamilyId: { } family, Price: { } price } && offered.FamilyId == family && offered.Price > price;
}
