using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>Learns from one window what each sign is worth, and makes finders of it.</summary>
sealed class MethodFit
{
    const int MostCustomers = 4_000;

    readonly OfferPairs _weighed = new();
    readonly OfferPairs _ruled = new();
    readonly OfferPairs _popular = new();
    readonly RunContext _run;

    public MethodFit(OfferWindow window, RunContext run)
    {
        _run = run;
        var rules = OfferFinder.Of(OfferMethod.Rules, []);
        foreach (var one in window.Map(MostCustomers, history => Of(window, history, rules), run))
        {
            foreach (var (row, isBought) in one.Weighed) _weighed.Add(row, isBought);
            foreach (var (row, isBought) in one.Offered) (one.IsRuled ? _ruled : _popular).Add(row, isBought);
        }
    }

    public OfferFinder Finder(OfferMethod method) => OfferFinder.Of(method, method == OfferMethod.Rules
        ? [Fit(_ruled, OfferMethod.Rules), Fit(_popular, OfferMethod.Popular)]
        : [Fit(_weighed, method)]);

    ChanceCurve Fit(OfferPairs pairs, OfferMethod method) => ChanceCurve.Fit(pairs, SignalColumns.Of(method), _run);

    static Learned Of(OfferWindow window, CustomerHistory history, OfferFinder rules)
    {
        var (view, taken) = (window.View(history), window.Taken(history));
        var offered = rules.Find(view);
        return new Learned(
            [.. view.Candidates.Select(pair => (pair.Row, taken.Contains(pair.Product)))],
            [.. offered.Select(offer => (view.Row(offer.ProductId), taken.Contains(offer.ProductId)))],
            offered.Any(offer => offer.Why == OfferGround.Rule));
    }

    sealed record Learned((float[] Row, bool IsBought)[] Weighed, (float[] Row, bool IsBought)[] Offered, bool IsRuled);
}
