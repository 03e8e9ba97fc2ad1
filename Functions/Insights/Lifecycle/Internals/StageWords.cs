using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Lifecycle.Internals;

/// <summary>The evidence for a stage in one sentence of facts and dates. What speaks against the stage is left out: it was outweighed.</summary>
static class StageWords
{
    const double Clear = 0.5;

    public static string Of(StageEvidence x, LifecycleStage stage, ChurnBand? band)
    {
        var days = x.OrderDays == 1 ? "One order day" : $"{x.OrderDays} order days, the last";
        var why = stage switch
        {
            LifecycleStage.Growth => More(x),
            LifecycleStage.Decline or LifecycleStage.Terminated => Late(x) ?? Less(x) ?? Unlikely(band),
            _ => null,
        };
        return $"{days} on {Words.Date(x.LastOrder)}" + (why is null ? "" : $"; {why}");
    }

    // A date, so that an unchanged customer's card stays as it is.
    static string? Late(StageEvidence x) =>
        x.IsLate ? $"the next was to be expected by {Words.Date(x.LastOrder.AddDays(StageRules.LateFrom * x.ExpectedGap))}" : null;

    static string? More(StageEvidence x) => x.RateTrend > Clear ? "ordering more often than before" : x.SpendTrend > Clear ? "spending more than before" : null;

    static string? Less(StageEvidence x) => x.RateTrend < -Clear ? "ordering less often than before" : x.SpendTrend < -Clear ? "spending less than before" : null;

    // Where the orders alone do not speak for it, churn does.
    static string? Unlikely(ChurnBand? band) => band switch
    {
        ChurnBand.Lapsed => "silent for longer than customers usually are",
        ChurnBand.Critical or ChurnBand.AtRisk or ChurnBand.Watch => "an order soon has become less likely",
        _ => null,
    };
}
