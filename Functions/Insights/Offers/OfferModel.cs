using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Offers;

/// <summary>Rules about what goes with what, and what sells in general. Immutable and thread-safe.</summary>
public sealed class OfferModel
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "offers.json";
    /// <summary>Most offers for one customer.</summary>
    public const int MostOffers = 3;

    readonly Dictionary<Guid, ProductStatistics> _statistics;

    internal OfferModel(OfferFile file)
    {
        (TrainedOn, Settings, Rules, Products) = (file.TrainedOn, file.Settings, file.Rules, file.Products);
        _statistics = Products.ToDictionary(product => product.ProductId);
    }

    /// <summary>The end of the data (UTC).</summary>
    public DateTimeOffset TrainedOn { get; }
    /// <summary>The settings it was trained with.</summary>
    public OfferSettings Settings { get; }
    /// <summary>Rules by falling score.</summary>
    public IReadOnlyList<OfferRule> Rules { get; }
    /// <summary>Products sold, the most popular of late first.</summary>
    public IReadOnlyList<ProductStatistics> Products { get; }

    /// <summary>Learns from the orders up to <paramref name="now"/>; without orders the model has no rule and offers nothing.</summary>
    public static OfferModel Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, OfferSettings settings, RunContext run)
    {
        settings.Validate();
        var population = Population.ToLearnFrom(customers, now);
        var baskets = population.SelectMany(customer => Population.OrdersUntil(customer, now)).Select(order => Population.Products(order).ToArray())
            .Where(basket => basket.Length > 0).ToList();
        var owners = population.Select(customer => Population.OrdersUntil(customer, now).SelectMany(Population.Products).Distinct().ToArray())
            .Where(owned => owned.Length > 0).ToList();
        var miner = new RuleMiner(settings, run);
        return new OfferModel(new OfferFile
        {
            TrainedOn = now,
            Settings = settings,
            Rules = [.. miner.Mine(baskets, RuleScope.Orders).Concat(miner.Mine(owners, RuleScope.Customers)).Order(RuleOrder.Instance)],
            Products = [.. ProductCounts.Of(population, now, settings.HalfLifeDays)],
        });
    }

    /// <summary>Up to three offers, the best first, each product once; none where nothing eligible is known.</summary>
    /// <param name="history">The customer; orders after <paramref name="now"/> are not looked at.</param>
    /// <param name="eligibility">What may be offered.</param>
    /// <param name="now">The moment to offer at.</param>
    public IReadOnlyList<Offer> Offer(CustomerHistory history, OfferEligibility eligibility, DateTimeOffset now)
    {
        var customer = new OfferCustomer(history, now, _statistics);
        bool MayOffer(Guid product) => customer.MayOffer(product, eligibility, Settings);
        var best = new Dictionary<Guid, Offer>();
        foreach (var rule in Rules)
        {
            if (best.ContainsKey(rule.Then) || !customer.Buys(rule.If) || !MayOffer(rule.Then)) continue;
            best[rule.Then] = OfferWords.Of(rule, customer, eligibility.Products);
        }
        var offers = best.Values.OrderByDescending(offer => offer.Score).ThenBy(offer => offer.ProductId).Take(MostOffers).ToList();
        return offers.Count > 0 ? offers : Popular(customer, eligibility, MayOffer);
    }

    /// <summary>The model as one file.</summary>
    public byte[] ToBytes() => StrictFile.Write(new OfferFile { TrainedOn = TrainedOn, Settings = Settings, Rules = [.. Rules], Products = [.. Products] });

    /// <summary>The model in the folder's file.</summary>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another version; the message names the place.</exception>
    public static OfferModel Read(IReadOnlyDictionary<string, byte[]> files) => new(StrictFile.Read<OfferFile>(files, FileName).Checked());

    IReadOnlyList<Offer> Popular(OfferCustomer customer, OfferEligibility eligibility, Func<Guid, bool> mayOffer) =>
    [
        .. Products.Where(product => mayOffer(product.ProductId) && !customer.BoughtLately(product.ProductId)).Take(MostOffers)
            .Select(product => OfferWords.Of(product, customer, eligibility.Products)),
    ];
}
