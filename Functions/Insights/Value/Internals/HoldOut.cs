using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value.Internals;

/// <summary>Fits each kind on the time before a cutoff and looks how well it foresaw who would order after it.</summary>
static class HoldOut
{
    const double LeastProbability = 1e-6;

    public static IReadOnlyList<PurchaseModelScore> Compare(
        PurchaseSample before, (DateTimeOffset Cutoff, DateTimeOffset Until) window, RunContext run)
    {
        var summaries = new PurchaseSummaries(before.Summaries);
        bool[] ordered = [.. before.Customers.Select(customer => Orders(customer.History, window.Until) > Orders(customer.History, window.Cutoff))];
        var days = (window.Until - window.Cutoff).TotalDays;
        return [.. Enum.GetValues<PurchaseModelKind>().Select(kind => Score(kind, PurchaseModels.Fit(kind, summaries, run), (before.Summaries, ordered), days))];
    }

    static int Orders(CustomerHistory history, DateTimeOffset until) => PurchaseView.CountUntil(history.Orders, until);

    static PurchaseModelScore Score(PurchaseModelKind kind, PurchaseModel model, (IReadOnlyList<PurchaseSummary> Before, bool[] Ordered) past, double days)
    {
        var (logLikelihood, expected) = (0.0, 0.0);
        for (var row = 0; row < past.Ordered.Length; row++)
        {
            var (frequency, recency, age, _) = past.Before[row];
            var probability = Math.Clamp(model.ProbabilityOfPurchase(days, frequency, recency, age), LeastProbability, 1 - LeastProbability);
            expected += probability;
            logLikelihood += Math.Log(past.Ordered[row] ? probability : 1 - probability);
        }
        var count = past.Ordered.Length;
        return new PurchaseModelScore(kind, logLikelihood / count, expected / count, past.Ordered.Count(yes => yes) / (double)count);
    }
}
