using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Says why an offer is made: facts and dates, no ages, so that an unchanged customer needs no write.</summary>
sealed class OfferWords(OfferView view, IReadOnlyDictionary<Guid, ProductFacts> products, OfferMethod method)
{
    const int MostNamed = 2;

    public Offer Of(FoundOffer found)
    {
        var offered = products[found.ProductId];
        var (kind, reason) = found.Why switch
        {
            OfferGround.Rule => OfRule(view.Rules[found.ProductId], offered),
            OfferGround.Repeat => (OfferKind.Repeat, OfRepeat(offered)),
            OfferGround.Neighbours => OfNeighbours(offered),
            OfferGround.NextOrder => OfNextOrder(view.Follows(found.ProductId)!.Value, offered),
            _ => (OfferKind.Popular, OfPopular(offered)),
        };
        return new Offer(found.ProductId, Words.Name(offered.Name), kind, reason, found.Score) { ExpectedRevenue = view.Customer.Revenue(found.ProductId, found.Chance, offered) };
    }

    (OfferKind Kind, string Reason) OfRule(OfferRule rule, ProductFacts offered) => (KindOf(rule.If, offered), rule.Sentence(products) + LastBought(rule.Then));

    (OfferKind Kind, string Reason) OfNextOrder((Guid After, int Followed, int Held) seen, ProductFacts offered)
    {
        var after = NameOf(seen.After);
        var held = Words.Percent((double)seen.Held / seen.Followed);
        var on = Words.Date(view.Customer.LastBought(seen.After)!.Value);
        return (KindOf([seen.After], offered), $"Bought {after} on {on}; of the orders that followed one with it {held} held {Words.Name(offered.Name)}{LastBought(offered.Id)}");
    }

    (OfferKind Kind, string Reason) OfNeighbours(ProductFacts offered)
    {
        Guid[] ties = [.. view.GoesWith(offered.Id).Take(MostNamed)];
        var bought = ties.Select(product => $"{NameOf(product)} (bought on {Words.Date(view.Customer.LastBought(product)!.Value)})");
        return (KindOf(ties, offered), $"{Words.Name(offered.Name)} goes with {Words.List([.. bought])}: the same customers buy them{LastBought(offered.Id)}");
    }

    string OfRepeat(ProductFacts offered)
    {
        var days = PurchaseDays.Of(view.Customer.Orders)[offered.Id];
        var name = Words.Name(offered.Name);
        var last = Words.Date(view.Customer.LastBought(offered.Id)!.Value);
        if (days.Count == 1) return $"Bought {name} on {last}; of its buyers who order again {Words.Percent(view.Statistics(offered.Id).RepeatShare ?? 0)} buy it again";
        int[] gaps = [.. days.Zip(days.Skip(1), (former, next) => next.DayNumber - former.DayNumber).Order()];
        return days.Count == 2
            ? $"Bought {name} twice, {DaysOf(gaps[0])} apart; last on {last}"
            : $"Bought {name} {days.Count} times, usually every {DaysOf(gaps[gaps.Length / 2])}; last on {last}";
    }

    string OfPopular(ProductFacts offered)
    {
        var name = Words.Name(offered.Name);
        var share = $"in {Words.Percent(view.Statistics(offered.Id).RecentShare)} of orders";
        return method == OfferMethod.Rules
            ? $"No buying pattern fits this customer yet. {name} is among the most ordered products of late: {share}"
            : $"{name} was {share} of late{LastBought(offered.Id)}";
    }

    string NameOf(Guid product) => products.TryGetValue(product, out var known) ? Words.Name(known.Name) : "a product no longer known";

    string LastBought(Guid product) => view.Customer.LastBought(product) is { } on ? $". Last bought on {Words.Date(on)}" : "";

    OfferKind KindOf(IReadOnlyList<Guid> owned, ProductFacts offered) => owned.Any(one => IsDearerKin(offered, products.GetValueOrDefault(one))) ? OfferKind.UpSell : OfferKind.CrossSell;

    static string DaysOf(int days) => days == 1 ? "1 day" : $"{days} days";

    static bool IsDearerKin(ProductFacts offered, ProductFacts? owned) =>
        owned is { FamilyId: { } family, Price: { } price } && offered.FamilyId == family && offered.Price > price;
}
