using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;
using CrmInsights.Mining.Sequences;

namespace CrmInsights.Insights.Offers;

/// <summary>Finds the next best offers with the method that later orders have shown to be the best. Immutable and thread-safe.</summary>
public sealed class OfferModel
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "offers.json";
    /// <summary>Most offers for one customer.</summary>
    public const int MostOffers = 3;

    readonly OfferKnowledge _knowledge;
    readonly OfferFinder _finder;

    OfferModel(DateTimeOffset trainedOn, OfferSettings settings, OfferKnowledge knowledge, OfferFinder finder)
    {
        (TrainedOn, Settings, _finder) = (trainedOn, settings, finder);
        _knowledge = knowledge.For(finder.Method);
    }

    /// <summary>The end of the data (UTC).</summary>
    public DateTimeOffset TrainedOn { get; }
    /// <summary>The settings it was trained with.</summary>
    public OfferSettings Settings { get; }
    /// <summary>Rules by falling score.</summary>
    public IReadOnlyList<OfferRule> Rules => _knowledge.Rules;
    /// <summary>Products sold, the most popular of late first.</summary>
    public IReadOnlyList<ProductStatistics> Products => _knowledge.Products;
    /// <summary>How offers are found.</summary>
    public OfferMethod Method => _finder.Method;
    /// <summary>How the methods did on later orders; null where there was too little data to tell.</summary>
    public OfferContest? Contest { get; private init; }
    /// <summary>What was missing for a contest, in words; null where it was held.</summary>
    public string? Missing { get; private init; }

    /// <summary>Learns from the orders up to <paramref name="now"/>, and lets the latest of them decide which method finds the offers. Without orders nothing is offered.</summary>
    public static OfferModel Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, OfferSettings settings, RunContext run)
    {
        settings.Validate();
        var population = Population.ToLearnFrom(customers, now);
        var (finder, contest, missing) = new OfferBacktest(population, now, settings, run).Hold();
        return new OfferModel(now, settings, OfferKnowledge.Learn(population, now, settings, run), finder) { Contest = contest, Missing = missing };
    }

    /// <summary>Up to three offers, the best first, each product once; none where nothing eligible is known.</summary>
    /// <param name="history">The customer; orders after <paramref name="now"/> are not looked at.</param>
    /// <param name="eligibility">What may be offered.</param>
    /// <param name="now">The moment to offer at.</param>
    public IReadOnlyList<Offer> Offer(CustomerHistory history, OfferEligibility eligibility, DateTimeOffset now)
    {
        var customer = new OfferCustomer(history, now, _knowledge.Statistics);
        var view = new OfferView(_knowledge, customer, product => customer.MayOffer(product, eligibility, Settings), Contest?.HorizonDays ?? 0);
        var words = new OfferWords(view, eligibility.Products, Method);
        return [.. _finder.Find(view).Select(words.Of)];
    }

    /// <summary>The model as one file.</summary>
    public byte[] ToBytes() => StrictFile.Write(new OfferFile
    {
        TrainedOn = TrainedOn,
        Settings = Settings,
        Rules = [.. Rules],
        Products = [.. Products],
        Method = Method,
        Contest = Contest,
        Missing = Missing,
        Curves = [.. _finder.Curves.Select(curve => curve.ToEntry())],
        Neighbours = _knowledge.Neighbours is { } neighbours ? StrictFile.Embed(neighbours.Save) : null,
        Waits = _knowledge.Waits is { } waits ? StrictFile.Embed(waits.Save) : null,
        FollowUps = _knowledge.FollowUps?.File,
    });

    /// <summary>The model in the folder's file.</summary>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another version; the message names the place.</exception>
    public static OfferModel Read(IReadOnlyDictionary<string, byte[]> files)
    {
        var file = StrictFile.Read<OfferFile>(files, FileName).Checked();
        ChanceCurve[] curves = [.. file.Curves.Select((curve, place) => ChanceCurve.Of(curve, $"{FileName}, curves[{place}]"))];
        var knowledge = new OfferKnowledge(file.Rules, file.Products)
        {
            Neighbours = file.Neighbours is { } neighbours ? StrictFile.Extract(neighbours, $"{FileName}, neighbours", ItemNeighboursModel.Load) : null,
            FollowUps = file.FollowUps is { } followUps ? new FollowUps(followUps) : null,
            Waits = file.Waits is { } waits ? StrictFile.Extract(waits, $"{FileName}, waits", TimeToNextModel.Load) : null,
        };
        StrictFile.Require(knowledge.Neighbours is null || knowledge.Neighbours.ItemCount == file.Products.Length, $"{FileName}, neighbours", $"{knowledge.Neighbours?.ItemCount} products", file.Products.Length);
        return new OfferModel(file.TrainedOn, file.Settings, knowledge, OfferFinder.Of(file.Method, curves)) { Contest = file.Contest, Missing = file.Missing };
    }
}
