using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Value;

namespace CrmInsights.Insights.Profiles;

/// <summary>Everything said of one customer beside churn. What is not known is null.</summary>
public sealed record CustomerProfile
{
    /// <summary>Nothing known: of one who objected, is restricted, or before the first training.</summary>
    public static CustomerProfile Empty { get; } = new();

    /// <summary>The segment.</summary>
    public ProfileSegment? Segment { get; init; }
    /// <summary>The stage of the life cycle.</summary>
    public ProfileStage? Stage { get; init; }
    /// <summary>Activity, value and next order, with money in base currency.</summary>
    public CustomerValue? Value { get; init; }
    /// <summary>Up to three offers, the best first.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>The best offer.</summary>
    public Offer? BestOffer => Offers.Count > 0 ? Offers[0] : null;
}

/// <summary>The segment of a customer.</summary>
/// <param name="Id">Key of the row of ci_segment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fit">Fuzzy membership, 0..1, to four places.</param>
public sealed record ProfileSegment(Guid Id, string Name, double Fit);

/// <summary>The stage of a customer.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="ChangedOn">Since when.</param>
/// <param name="Reason">The evidence in words.</param>
public sealed record ProfileStage(LifecycleStage Stage, DateOnly ChangedOn, string Reason);
