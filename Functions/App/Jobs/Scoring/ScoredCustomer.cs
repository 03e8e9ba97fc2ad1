using System.Security.Cryptography;
using System.Text;
using CrmInsights.Dataverse;
using CrmInsights.Insights.Churn;
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
        ["ci_dataquality"] = null,
        ["ci_insights"] = null,
        ["ci_insightson"] = null,
        ["ci_modelversion"] = null,
    };

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
        Reasons = Hash(string.Join('\n', Card.Churn.Reasons.Select(reason => reason.Text)) + Card.Churn.Abstained?.Text),
        Values = Hash(InsightsJson.Write(Timeless())),
    };

    public IReadOnlyDictionary<string, object?> Columns() => new Dictionary<string, object?>
    {
        ["ci_churnscore"] = Card.Churn.Score,
        ["ci_churnband"] = (int?)Card.Churn.Band,
        ["ci_churntrend"] = Card.Churn.Trend,
        ["ci_dataquality"] = Card.Quality.Score,
        ["ci_insights"] = InsightsJson.Write(Card),
        ["ci_insightson"] = Card.Churn.AsOf,
        ["ci_modelversion"] = Card.Churn.ModelVersion,
    };

    public RowWrite ToWrite() => new(Reference(Key), Columns());

    public static RowReference Reference(CustomerKey key) => RowReference.ById(TableOf(key), key.Id);

    public static DataverseTable TableOf(CustomerKey key) => key.Table == "account" ? DataverseTable.Account : DataverseTable.Contact;

    // The moment, the model's version and the day of the month's last point change every night without being news.
    InsightsCard Timeless() => Card with
    {
        Churn = Card.Churn with { AsOf = DateTimeOffset.UnixEpoch, ModelVersion = null },
        History = [.. Card.History.Select(point => point with { Day = new DateOnly(point.Day.Year, point.Day.Month, 1) })],
    };

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
