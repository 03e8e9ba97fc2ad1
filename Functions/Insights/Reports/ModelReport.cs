using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Plays;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Reports.Internals.Pages;

namespace CrmInsights.Insights.Reports;

/// <summary>What a report tells of.</summary>
public sealed record ReportContent
{
    /// <summary>The end of the data (UTC).</summary>
    public required DateTimeOffset AsOf { get; init; }
    /// <summary>Figures of the last churn training; null where there was none.</summary>
    public string? ChurnFigures { get; init; }
    /// <summary>The models beside churn; null where there are none.</summary>
    public InsightModels? Models { get; init; }
    /// <summary>Products, for the names in rules.</summary>
    public IReadOnlyDictionary<Guid, ProductFacts> Products { get; init; } = new Dictionary<Guid, ProductFacts>();
    /// <summary>What plays changed; empty where there are none.</summary>
    public IReadOnlyList<PlayEffect> Plays { get; init; } = [];
    /// <summary>Customers by stage of the life cycle; empty where nobody was counted.</summary>
    public IReadOnlyDictionary<LifecycleStage, long> Stages { get; init; } = new Dictionary<LifecycleStage, long>();
}

/// <summary>The report of all models as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
public static class ModelReport
{
    /// <summary>Name in the store's ledger under which the app keeps the page.</summary>
    public const string LedgerName = "report";

    /// <summary>The page.</summary>
    /// <param name="content">What it tells of; a model that is missing has a section that says so.</param>
    /// <exception cref="System.Text.Json.JsonException">The figures of churn are no figures.</exception>
    public static string Write(ReportContent content) => ReportPage.Write(
        $"Model report of {Words.Date(content.AsOf)}",
        [ChurnSection.Of(content), ValueSection.Of(content), SegmentSection.Of(content), OfferSection.Of(content), StageSection.Of(content), PlaySection.Of(content)]);
}
