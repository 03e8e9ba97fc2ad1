using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>What the orders up to a moment tell of products: the only thing that any method finds offers with.</summary>
sealed class OfferKnowledge
{
    const int MostNeighbours = 30;
    const double Shrinkage = 10;                            // so that a handful of common buyers makes no likeness

    readonly Dictionary<Guid, int> _codes;
    readonly Guid[] _ids;

    public OfferKnowledge(IReadOnlyList<OfferRule> rules, IReadOnlyList<ProductStatistics> products)
    {
        (Rules, Products) = (rules, products);
        Statistics = products.ToDictionary(product => product.ProductId);
        _ids = [.. products.Select(product => product.ProductId).Order()];
        _codes = _ids.Select((id, code) => (id, code)).ToDictionary(pair => pair.id, pair => pair.code);
    }

    /// <summary>Rules by falling score.</summary>
    public IReadOnlyList<OfferRule> Rules { get; }

    /// <summary>Products sold, the most popular of late first.</summary>
    public IReadOnlyList<ProductStatistics> Products { get; }

    public IReadOnlyDictionary<Guid, ProductStatistics> Statistics { get; }

    /// <summary>Products that the same customers have; null where no method in use looks at them.</summary>
    public ItemNeighboursModel? Neighbours { get; init; }

    /// <summary>How long until a product is bought again; null where no method in use looks at it, or nothing was ever bought again.</summary>
    public TimeToNextModel? Waits { get; init; }

    /// <summary>What the next order holds; null where no method in use looks at it, or nobody has ordered twice.</summary>
    public FollowUps? FollowUps { get; init; }

    public static OfferKnowledge Learn(CustomerHistory[] population, DateTimeOffset now, OfferSettings settings, RunContext run)
    {
        var baskets = population.SelectMany(customer => Population.OrdersUntil(customer, now)).Select(order => Population.Products(order).ToArray())
            .Where(basket => basket.Length > 0).ToList();
        var owners = population.Select(customer => Population.OrdersUntil(customer, now).SelectMany(Population.Products).Distinct().ToArray())
            .Where(owned => owned.Length > 0).ToList();
        var miner = new RuleMiner(settings, run);
        OfferRule[] rules = [.. miner.Mine(baskets, RuleScope.Orders).Concat(miner.Mine(owners, RuleScope.Customers)).Order(RuleOrder.Instance)];
        var plain = new OfferKnowledge(rules, [.. ProductCounts.Of(population, now, settings.HalfLifeDays)]);
        var likeness = Interactions.From(owners.Select(owned => owned.Select(product => (plain.CodeOf(product), 1.0))), plain.Products.Count);
        return new OfferKnowledge(rules, plain.Products)
        {
            Neighbours = ItemNeighbours.Fit(likeness, new ItemNeighboursOptions { NeighbourCount = MostNeighbours, Shrinkage = Shrinkage }, run),
            Waits = plain.WaitsOf(population, now, run),
            FollowUps = FollowUps.Count(population, now, settings.HalfLifeDays, plain.CodeOf),
        };
    }

    /// <summary>Only what a method looks at: the file of a model holds no more.</summary>
    public OfferKnowledge For(OfferMethod method) => new(Rules, Products)
    {
        Neighbours = method is OfferMethod.Neighbours or OfferMethod.Blend ? Neighbours : null,
        Waits = method is OfferMethod.Repeat or OfferMethod.Blend ? Waits : null,
        FollowUps = method is OfferMethod.NextOrder or OfferMethod.Blend ? FollowUps : null,
    };

    /// <summary>Number of the product in the models; -1 where it was not sold by then.</summary>
    public int CodeOf(Guid product) => _codes.GetValueOrDefault(product, -1);

    public Guid IdOf(int code) => _ids[code];

    /// <summary>Each product of each customer is a sequence of the days on which it was bought.</summary>
    TimeToNextModel? WaitsOf(CustomerHistory[] population, DateTimeOffset now, RunContext run)
    {
        var builder = new SequenceDatabaseBuilder();
        var isAnyRepeated = false;
        foreach (var customer in population)
            foreach (var (product, days) in PurchaseDays.Of(Population.OrdersUntil(customer, now)).OrderBy(pair => pair.Key))
            {
                isAnyRepeated |= days.Count > 1;
                foreach (var day in days)
                {
                    builder.AddItem(CodeOf(product));
                    builder.EndElement(day.DayNumber);
                }
                builder.EndSequence();
            }
        // Waits are of whole days, so that of a purchase today none is over; the watch ends with the day.
        return isAnyRepeated ? TimeToNext.Fit(builder.Build(), new TimeToNextOptions { WatchedUntil = PurchaseView.DayOf(now).DayNumber }, run) : null;
    }
}
