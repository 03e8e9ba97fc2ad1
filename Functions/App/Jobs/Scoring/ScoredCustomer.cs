using System.Security.Cryptography;
using System.Text;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Reports;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>One customer with everything that is to be said about it, and how that becomes columns.</summary>
sealed record ScoredCustomer(CustomerKey Key, InsightsCard Card)
{
    /// <summary>All columns the app writes, empty: what a row of an objected customer holds.</summary>
    public static IReadOnlyDictionary<string, object?> Cleared { get; } = new Dictionary<string, object?>
    {
        ["ci_churnscore"] = null,
        ["ci_churnband"] = null,
        ["ci_churntrend"] = null,
        ["ci_bandcrossedon"] = null,
        ["ci_stagecrossedon"] = null,
        ["ci_dataquality"] = null,
        ["ci_insights"] = null,
        ["ci_insightson"] = null,
        ["ci_modelversion"] = null,
        ["ci_segmentid"] = null,
        ["ci_segmentfit"] = null,
        ["ci_lifecyclestage"] = null,
        ["ci_stagechangedon"] = null,
        ["ci_value12m"] = null,
        ["ci_valuelifetime"] = null,
        ["ci_alive"] = null,
        ["ci_nextorderon"] = null,
        ["ci_nextorderearliest"] = null,
        ["ci_nextorderlatest"] = null,
        ["ci_nextbestofferid"] = null,
        ["ci_nextbestofferreason"] = null,
        ["ci_nextbestofferscore"] = null,
    };

    /// <summary>The row's own currency; null where it has none.</summary>
    public Guid? CurrencyId { get; init; }
    /// <summary>What has happened to it since it was written last.</summary>
    public Crossings Crossings { get; init; } = Crossings.None;
    /// <summary>Turns amounts in base currency into those of the row.</summary>
    public Currencies Currencies { get; init; } = new(null, new Dictionary<Guid, decimal>());

    /// <summary>What became of it, for counts.</summary>
    public ScoreOutcome Outcome => Card.Churn switch
    {
        { Abstained: not null } => ScoreOutcome.Abstained,
        { Band: ChurnBand.Lapsed } => ScoreOutcome.Lapsed,
        _ => ScoreOutcome.Scored,
    };

    public WrittenFacts Facts() => new()
    {
        Percent = Card.Churn.Probability * 100,
        Band = (int?)Card.Churn.Band,
        Stage = (int?)Card.Profile?.Stage?.Stage,
        StageChangedOn = Card.Profile?.Stage?.ChangedOn,
        Segment = Card.Profile?.Segment?.Id,
        Offers = string.Join(' ', OfferedProducts()),
        Reasons = Hash(string.Join('\n', Card.Churn.Reasons.Select(reason => reason.Text)) + Card.Churn.Abstained?.Text),
        Values = Hash(InsightsJson.Write(Timeless())),
    };

    public IReadOnlyDictionary<string, object?> Columns()
    {
        var columns = ChurnColumns();
        // Only a crossing carries its date: the step that starts plays listens to these columns.
        if (Crossings.OfBand) columns["ci_bandcrossedon"] = Card.Churn.AsOf;
        if (Crossings.OfStage) columns["ci_stagecrossedon"] = Card.Churn.AsOf;
        if (Card.Profile is not { } profile) return columns;
        foreach (var (column, value) in ProfileColumns(profile)) columns[column] = value;
        foreach (var (column, value) in Currencies.Columns(CurrencyId, ("ci_value12m", profile.Value?.Value12m), ("ci_valuelifetime", profile.Value?.ValueLifetime)))
            columns[column] = value;
        return columns;
    }

    Dictionary<string, object?> ChurnColumns() => new()
    {
        ["ci_churnscore"] = Card.Churn.Score,
        ["ci_churnband"] = (int?)Card.Churn.Band,
        ["ci_churntrend"] = Card.Churn.Trend,
        ["ci_dataquality"] = Card.Quality.Score,
        ["ci_insights"] = InsightsJson.Write(Card),
        ["ci_insightson"] = Card.Churn.AsOf,
        ["ci_modelversion"] = Card.Churn.ModelVersion,
    };

    static Dictionary<string, object?> ProfileColumns(CustomerProfile profile) => new()
    {
        ["ci_segmentid"] = profile.Segment is { } segment ? RowReference.ById(DataverseTable.Segment, segment.Id) : null,
        ["ci_segmentfit"] = profile.Segment?.Fit,
        ["ci_lifecyclestage"] = (int?)profile.Stage?.Stage,
        ["ci_stagechangedon"] = profile.Stage?.ChangedOn,
        ["ci_alive"] = profile.Value?.Alive,
        ["ci_nextorderon"] = profile.Value?.NextOrder?.On,
        ["ci_nextorderearliest"] = profile.Value?.NextOrder?.Earliest,
        ["ci_nextorderlatest"] = profile.Value?.NextOrder?.Latest,
        ["ci_nextbestofferid"] = profile.BestOffer is { } offer ? RowReference.ById(DataverseTable.Product, offer.ProductId) : null,
        ["ci_nextbestofferreason"] = profile.BestOffer?.Reason,
        ["ci_nextbestofferscore"] = profile.BestOffer?.Score,
    };

    public RowWrite ToWrite() => new(Reference(Key), Columns());

    /// <summary>Whether a lookup names a segment or a product.</summary>
    public bool IsLinked => Card.Profile is { Segment: not null } or { BestOffer: not null };

    /// <summary>Everything but the segment and the best offer.</summary>
    public RowWrite ToWriteUnlinked() => new(Reference(Key), Columns()
        .Where(column => !column.Key.StartsWith("ci_segment", StringComparison.Ordinal) && !column.Key.StartsWith("ci_nextbestoffer", StringComparison.Ordinal))
        .ToDictionary());

    public static RowReference Reference(CustomerKey key) => RowReference.ById(TableOf(key), key.Id);

    public static DataverseTable TableOf(CustomerKey key) => key.Table == "account" ? DataverseTable.Account : DataverseTable.Contact;

    IEnumerable<Guid> OfferedProducts()
    {
        var products = (Card.Profile?.Offers ?? []).Select(offer => offer.ProductId).ToList();
        return products.Take(1).Concat(products.Skip(1).Order());
    }

    // The moment, the model's version and the day of the month's last point change every night without being news.
    InsightsCard Timeless() => Card with
    {
        Churn = Card.Churn with { AsOf = DateTimeOffset.UnixEpoch, ModelVersion = null },
        History = [.. Card.History.Select(point => point with { Day = new DateOnly(point.Day.Year, point.Day.Month, 1) })],
    };

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
