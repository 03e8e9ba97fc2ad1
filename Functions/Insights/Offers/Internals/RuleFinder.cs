namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Offers what the strongest rules say; where none fits, what is popular and was not bought within a year.</summary>
/// <param name="curves">Chances of what rules say and of what is popular; null before a later time has told them, so that the strength of the rule is shown.</param>
sealed class RuleFinder((ChanceCurve Rule, ChanceCurve Popular)? curves) : OfferFinder(OfferMethod.Rules)
{
    public const int CurveCount = 2;

    const double MostWithoutRule = 10;

    public override IReadOnlyList<ChanceCurve> Curves => curves is { } both ? [both.Rule, both.Popular] : [];

    public override IReadOnlyList<FoundOffer> Find(OfferView view)
    {
        var best = view.Rules.Values.OrderByDescending(view.Strength).ThenBy(rule => rule.Then).Take(OfferModel.MostOffers).ToList();
        return best.Count > 0 ? [.. best.Select(rule => OfRule(view, rule))] : [.. Unbought(view).Take(OfferModel.MostOffers).Select(product => OfPopular(view, product))];
    }

    static IEnumerable<ProductStatistics> Unbought(OfferView view) => view.Popular.Where(product => !view.Customer.BoughtLately(product.ProductId));

    FoundOffer OfRule(OfferView view, OfferRule rule) => curves is { } told
        ? Told(told.Rule.Chance(view.Row(rule.Then)), rule.Then, OfferGround.Rule)
        : new FoundOffer(rule.Then, OfferGround.Rule, rule.Confidence, view.Strength(rule));

    FoundOffer OfPopular(OfferView view, ProductStatistics product) => curves is { } told
        ? Told(told.Popular.Chance(view.Row(product.ProductId)), product.ProductId, OfferGround.Popular)
        : new FoundOffer(product.ProductId, OfferGround.Popular, product.RecentShare, Math.Round(MostWithoutRule * product.RecentShare, 2));

    static FoundOffer Told(double chance, Guid product, OfferGround why) => new(product, why, chance, Math.Round(100 * chance, 2));
}
