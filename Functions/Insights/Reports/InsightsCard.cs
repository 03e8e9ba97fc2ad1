using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Quality;

namespace CrmInsights.Insights.Reports;

/// <summary>All that the form's card draws.</summary>
/// <param name="Churn">The assessment.</param>
/// <param name="Quality">Quality of the row's own data.</param>
/// <param name="History">Up to twelve scores, one a month, oldest first.</param>
public sealed record InsightsCard(ChurnAssessment Churn, QualityReport Quality, IReadOnlyList<ScoreHistoryPoint> History)
{
    const int MostPoints = 12;

    /// <summary>Everything beside churn; null before its models are trained.</summary>
    public CustomerProfile? Profile { get; init; }

    /// <summary>Makes a card: of the earlier scores the last one of each month is kept, of this month the present one.</summary>
    public static InsightsCard Of(ChurnAssessment churn, QualityReport quality, IReadOnlyList<ScoreHistoryPoint> previous)
    {
        var today = DateOnly.FromDateTime(churn.AsOf.UtcDateTime);
        var earliest = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - MostPoints);
        IEnumerable<ScoreHistoryPoint> all = previous.Where(point => point.Day < today && point.Day >= earliest);
        if (churn.Score is { } score) all = all.Append(new ScoreHistoryPoint(today, score));
        return new InsightsCard(churn, quality, [.. all.GroupBy(point => (point.Day.Year, point.Day.Month)).Select(month => month.Last())]);
    }
}
