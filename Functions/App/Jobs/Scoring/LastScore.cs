using CrmInsights.Insights.Churn;
using CrmInsights.Store;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>What was computed and written of a customer before.</summary>
/// <param name="Written">What the row holds; null where nothing was written.</param>
/// <param name="WrittenOn">When it was written.</param>
/// <param name="ComputedOn">The moment of the last scoring, written or not.</param>
/// <param name="ModelVersion">The model of the last scoring.</param>
/// <param name="History">Earlier scores, oldest first.</param>
sealed record LastScore(WrittenFacts? Written, DateTimeOffset? WrittenOn, DateTimeOffset? ComputedOn, string? ModelVersion, IReadOnlyList<ScoreHistoryPoint> History)
{
    public static LastScore? Of(ScoreRecord? known) => known is null ? null : new(
        known.Written is { } written ? WrittenFacts.Parse(written.Json) : null, known.Written?.WrittenOn, known.Computed?.ComputedOn, known.Computed?.ModelVersion, CustomerMapper.ToHistory(known));
}
