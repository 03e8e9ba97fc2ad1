namespace CrmInsights.Insights.Churn.Internals;

/// <summary>The change of a score over 30 days.</summary>
static class Trend
{
    const int SpanDays = 30;
    const int ToleranceDays = 15;

    /// <summary>The score minus that of 30 days ago, or of the last day before that is at most 15 days older; null where there is none.</summary>
    public static decimal? Of(int score, DateOnly today, IReadOnlyList<ScoreHistoryPoint> previous)
    {
        for (var index = previous.Count - 1; index >= 0; index--)
        {
            var age = today.DayNumber - previous[index].Day.DayNumber;
            if (age < SpanDays) continue;
            return age <= SpanDays + ToleranceDays ? Math.Round(score - (decimal)previous[index].Score, 1) : null;
        }
        return null;
    }
}
