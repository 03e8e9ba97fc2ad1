using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Lifecycle.Internals;

/// <summary>The evidence in one sentence of facts and dates.</summary>
static class StageWords
{
    const double Clear = 0.5;

    public static string Of(StageEvidence x)
    {
        var last = $"last order on {Words.Date(x.LastOrder)}, expected every {Words.Number(Math.Max(1, x.ExpectedGap), "0")} days";
        var days = x.OrderDays == 1 ? "One order day" : $"{x.OrderDays} order days";
        return Trend(x) is { } trend ? $"{days}, {last}; {trend}" : $"{days}, {last}";
    }

    static string? Trend(StageEvidence x) => (x.RateTrend, x.SpendTrend) switch
    {
        ( > Clear, _) => "ordering more often than before",
        ( < -Clear, _) => "ordering less often than before",
        (_, > Clear) => "spending more than before",
        (_, < -Clear) => "spending less than before",
        _ => null,
    };
}
