using System.Text.Json;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Value;

namespace CrmInsights.Insights.Reports.Internals;

/// <summary>Everything beside churn in ci_insights.</summary>
sealed record ProfileFile
{
    public SegmentEntry? Segment { get; init; }
    public StageEntry? Stage { get; init; }
    public ValueEntry? Value { get; init; }
    public NextOrderEntry? NextOrder { get; init; }
    public required OfferEntry[] Offers { get; init; }

    public static ProfileFile Of(CustomerProfile profile) => new()
    {
        Segment = profile.Segment is { } segment ? new SegmentEntry(segment.Id, segment.Name, segment.Fit) : null,
        Stage = profile.Stage is { } stage ? new StageEntry(stage.Stage.ToString(), stage.ChangedOn, stage.Reason) : null,
        Value = profile.Value is { } value ? new ValueEntry(value.Value12m, value.ValueLifetime, value.MarginBasis) { Alive = value.Alive } : null,
        NextOrder = profile.Value?.NextOrder is { } next ? new NextOrderEntry(next.On, next.Earliest, next.Latest) : null,
        Offers = [.. profile.Offers.Select(offer => new OfferEntry(offer.ProductId, offer.ProductName, offer.Kind.ToString(), offer.Reason, offer.Score)
        {
            ExpectedRevenue = offer.ExpectedRevenue,
        })],
    };

    public CustomerProfile ToProfile() => new()
    {
        Segment = Segment is { } segment ? new ProfileSegment(segment.Id, segment.Name, segment.Fit) : null,
        Stage = Stage is { } stage ? new ProfileStage(Named<LifecycleStage>(stage.Name, "stage.name"), stage.Since, stage.Reason) : null,
        Value = Value is { } value ? new CustomerValue(value.Alive, value.Value12m, value.ValueLifetime, Next(), value.MarginBasis) : null,
        Offers = [.. Offers.Select(offer => new Offer(offer.ProductId, offer.Product, Named<OfferKind>(offer.Kind, "offers.kind"), offer.Reason, offer.Score)
        {
            ExpectedRevenue = offer.ExpectedRevenue,
        })],
    };

    NextOrder? Next() => NextOrder is { } next ? new NextOrder(next.On, next.Earliest, next.Latest) : null;

    static T Named<T>(string word, string place) where T : struct, Enum => Enum.IsDefined(typeof(T), word)
        ? Enum.Parse<T>(word)
        : throw new JsonException($"found \"{word}\", expected one of: {string.Join(", ", Enum.GetNames<T>())}.", $"$.profile.{place}", null, null);
}

/// <summary>The segment in ci_insights.</summary>
sealed record SegmentEntry(Guid Id, string Name, double Fit);

/// <summary>The stage in ci_insights.</summary>
sealed record StageEntry(string Name, DateOnly Since, string Reason);

/// <summary>Value in ci_insights, in base currency, and activity where something is said of it.</summary>
sealed record ValueEntry(decimal Value12m, decimal ValueLifetime, string MarginBasis)
{
    public double? Alive { get; init; }
}

/// <summary>The next order in ci_insights.</summary>
sealed record NextOrderEntry(DateOnly On, DateOnly Earliest, DateOnly Latest);

/// <summary>One offer in ci_insights.</summary>
sealed record OfferEntry(Guid ProductId, string Product, string Kind, string Reason, double Score)
{
    public decimal? ExpectedRevenue { get; init; }
}
