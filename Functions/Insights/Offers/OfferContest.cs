namespace CrmInsights.Insights.Offers;

/// <summary>How the methods did on orders that came after everything they had learned from.</summary>
public sealed record OfferContest
{
    /// <summary>Days that were looked ahead.</summary>
    public required int HorizonDays { get; init; }
    /// <summary>The end of what the methods had learned from; the orders of the horizon after it decided.</summary>
    public required DateTimeOffset Cutoff { get; init; }
    /// <summary>Customers compared: those with an order by the cutoff who bought something within the horizon.</summary>
    public required int BuyerCount { get; init; }
    /// <summary>The method that finds the offers from now on.</summary>
    public required OfferMethod Winner { get; init; }
    /// <summary>Mean chance that the winner gave its best offer, over all customers of the test.</summary>
    public required double Expected { get; init; }
    /// <summary>Share of these best offers that were bought.</summary>
    public required double Observed { get; init; }
    /// <summary>What each method reached, the simplest first.</summary>
    public required IReadOnlyList<OfferMethodFigures> Methods { get; init; }
    /// <summary>Every comparison, in order.</summary>
    public required IReadOnlyList<OfferDuel> Duels { get; init; }
}

/// <summary>What one method reached; shares are over the customers who bought something of the kind.</summary>
/// <param name="Method">The method.</param>
/// <param name="HitRate1">Share of customers who bought the best offer.</param>
/// <param name="HitRate3">Share who bought one of up to three offers.</param>
/// <param name="Ndcg3">The same with earlier places counting more, against the best list; 0 to 1.</param>
/// <param name="Coverage">Share of all products that were offered to anybody.</param>
public sealed record OfferMethodFigures(OfferMethod Method, double HitRate1, double HitRate3, double Ndcg3, double Coverage)
{
    /// <summary>Hits within three minus those of the rules, customer by customer; nothing for the rules themselves.</summary>
    public OfferDifference AgainstRules { get; init; }
    /// <summary>Hits within three among what customers bought again; null where nobody bought anything again.</summary>
    public double? RepeatHitRate3 { get; init; }
    /// <summary>Hits within three among what was new to customers; null where nobody bought anything new.</summary>
    public double? ExploreHitRate3 { get; init; }
    /// <summary>Share of customers, of all of the test, with an offer of which more can be said than that it is popular.</summary>
    public double PersonalShare { get; init; }
}

/// <summary>One method against the holder of the place, customer by customer.</summary>
/// <param name="Challenger">The method that wants the place.</param>
/// <param name="Holder">The method that has it.</param>
/// <param name="HitRate3">Share who bought one of three offers: the challenger's minus the holder's, with its 95 % interval.</param>
/// <param name="HitRate1">The same for the best offer alone.</param>
/// <param name="PersonalShare">Share with an offer of which more can be said than that it is popular: the challenger's minus the holder's.</param>
public sealed record OfferDuel(OfferMethod Challenger, OfferMethod Holder, OfferDifference HitRate3, OfferDifference HitRate1, double PersonalShare)
{
    const double MuchMore = 0.1;

    /// <summary>True where the challenger takes the place: with three offers better beyond chance, or as good from the holder of popular ones while it
    /// has a reason of their own for many more customers; and with one offer not worse beyond chance.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsWon => HitRate1.High >= 0 && (HitRate3.Low > 0 || SaysMore);

    /// <summary>A popular product needs no mining: at equal hits what speaks to the customer is worth more to who calls it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool SaysMore => Holder == OfferMethod.Popular && HitRate3.Value >= 0 && PersonalShare >= MuchMore;
}

/// <summary>A difference of two shares.</summary>
/// <param name="Value">The difference found.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end of its 95 % interval.</param>
public readonly record struct OfferDifference(double Value, double Low, double High);
