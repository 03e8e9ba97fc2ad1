namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Weighs all that speaks for each product and offers those that are likeliest to be bought within the horizon.</summary>
sealed class WeighingFinder(OfferMethod method, ChanceCurve curve) : OfferFinder(method)
{
    // What raises the odds by less than a tenth is no reason to quote.
    static readonly double s_worthQuoting = Math.Log(1.1);

    public override IReadOnlyList<ChanceCurve> Curves => [curve];

    public override IReadOnlyList<FoundOffer> Find(OfferView view) =>
    [
        .. view.Candidates.Select(pair => (pair.Product, pair.Row, Chance: curve.Chance(pair.Row)))
            .OrderByDescending(pair => pair.Chance).ThenBy(pair => pair.Product).Take(OfferModel.MostOffers)
            .Select(pair => new FoundOffer(pair.Product, Ground(view, pair.Product, pair.Row), pair.Chance, Math.Round(100 * pair.Chance, 2))),
    ];

    /// <summary>What raises the chance most; where nothing of the customer's own does, a rule or a habit that holds all the same. A rule has figures and a
    /// test behind it, so where one fits it is quoted rather than a likeness.</summary>
    OfferGround Ground(OfferView view, Guid product, float[] row)
    {
        (OfferGround Why, double Raises)[] own =
        [
            (OfferGround.Rule, curve.Share(row, SignalColumns.Rule)),
            (OfferGround.Repeat, curve.Share(row, SignalColumns.Bought) + curve.Share(row, SignalColumns.Due) + curve.Share(row, SignalColumns.Habit)),
            (OfferGround.Neighbours, curve.Share(row, SignalColumns.Neighbour)),
            (OfferGround.NextOrder, view.Follows(product) is null ? 0 : curve.Share(row, SignalColumns.Next)),
        ];
        var (why, raises) = own.MaxBy(ground => ground.Raises);
        if (view.Rules.ContainsKey(product) && (raises < s_worthQuoting || why == OfferGround.Neighbours)) return OfferGround.Rule;
        if (raises >= s_worthQuoting) return why;
        return view.Customer.TimesBought(product) > 1 ? OfferGround.Repeat : OfferGround.Popular;
    }
}
