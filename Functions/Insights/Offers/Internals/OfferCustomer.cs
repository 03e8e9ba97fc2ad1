using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>What of one customer decides about offers.</summary>
sealed class OfferCustomer
{
    const int LatelyDays = 365;

    readonly DateTimeOffset _now;
    readonly IReadOnlyDictionary<Guid, ProductStatistics> _statistics;
    readonly Dictionary<Guid, DateTimeOffset> _lastBought = [];
    readonly DateTimeOffset _lastOrder;
    readonly Order[] _orders;

    public OfferCustomer(CustomerHistory history, DateTimeOffset now, IReadOnlyDictionary<Guid, ProductStatistics> statistics)
    {
        (_now, _statistics) = (now, statistics);
        var sizes = new List<decimal>();
        _orders = [.. Population.OrdersUntil(history, now)];
        foreach (var order in _orders)
        {
            _lastOrder = order.OrderedOn;
            foreach (var product in Population.Products(order)) _lastBought[product] = order.OrderedOn;
            sizes.AddRange(order.Lines.Where(line => Usual(line.ProductId) > 0 && line.Amount > 0).Select(line => line.Amount / Usual(line.ProductId)));
        }
        sizes.Sort();
        Size = sizes.Count == 0 ? 1 : sizes[sizes.Count / 2];
    }

    /// <summary>How large the customer's lines are, as a multiple of what is usual for the same products.</summary>
    public decimal Size { get; }

    /// <summary>Counted orders up to the moment, oldest first.</summary>
    public IReadOnlyList<Order> Orders => _orders;

    /// <summary>Whole days since then: the hour of a run must not move a chance.</summary>
    public int DaysSince(DateTimeOffset time) => PurchaseView.DayOf(_now).DayNumber - PurchaseView.DayOf(time).DayNumber;

    /// <summary>Products ever bought.</summary>
    public IEnumerable<Guid> Bought => _lastBought.Keys;

    /// <summary>Days on which the product was bought.</summary>
    public int TimesBought(Guid product) => PurchaseDays.Of(_orders).TryGetValue(product, out var days) ? days.Count : 0;

    public bool Buys(IReadOnlyList<Guid> products) => products.All(BoughtLately);

    public bool BoughtLately(Guid product) => LastBought(product) is { } on && DaysSince(on) <= LatelyDays;

    public DateTimeOffset? LastBought(Guid product) => _lastBought.TryGetValue(product, out var on) ? on : null;

    /// <summary>Active, not refused lately, not in the last order, and not one of a durable product that the customer has.</summary>
    public bool MayOffer(Guid product, OfferEligibility eligibility, OfferSettings settings)
    {
        if (!eligibility.Products.TryGetValue(product, out var facts) || !facts.IsActive) return false;
        if (eligibility.Refusals.Any(refusal => refusal.ProductId == product && DaysSince(refusal.On) < settings.RefusalDays)) return false;
        if (LastBought(product) is not { } bought) return true;
        // Of a product whose repeat share is not known a second one is not offered: an unwanted offer costs more than one not made.
        var isDurable = !(_statistics.GetValueOrDefault(product)?.RepeatShare >= settings.DurableBelow);
        return !isDurable && bought < _lastOrder;
    }

    /// <summary>Chance times the usual amount, at the customer's size.</summary>
    public decimal? Revenue(Guid product, double chance, ProductFacts facts)
    {
        var usual = Usual(product) is var sold and > 0 ? sold : facts.Price;
        return usual is { } amount ? Math.Round(amount * Size * (decimal)chance, 2) : null;
    }

    decimal Usual(Guid? product) => product is { } id && _statistics.TryGetValue(id, out var known) ? known.UsualAmount : 0;
}
