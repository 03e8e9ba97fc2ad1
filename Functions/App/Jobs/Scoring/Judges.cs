using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Quality;
using CrmInsights.Insights.Reports;
using CrmInsights.Store.Rows;

namespace CrmInsights.App.Jobs.Scoring;

/// <summary>All that says something of a customer.</summary>
sealed record Judges(ChurnScorer Churn, Profiler? Profiler, Currencies Currencies)
{
    /// <summary>What is to be said now.</summary>
    public ScoredCustomer Score(CustomerRecord record, LastScore? last, DateTimeOffset now)
    {
        var history = CustomerMapper.ToHistory(record);
        var previous = last?.History ?? [];
        var churn = Churn.Score(history, now, previous);
        var card = InsightsCard.Of(churn, DataQuality.Assess(history, now), previous) with { Profile = Profiler?.Profile(history, churn, record.Offers, last?.Written) };
        return new ScoredCustomer(record.Key, card) { CurrencyId = history.CurrencyId, Currencies = Currencies, Crossings = Crossings.Find(card, history, last, this) };
    }

    /// <summary>Band and stage at an earlier moment by what is known today: with the models and the data of today, later orders left out.</summary>
    public (int? Band, int? Stage) At(DateTimeOffset moment, CustomerHistory history, LastScore last, bool withStage)
    {
        var churn = Churn.Score(history, moment, []);
        var stage = withStage ? Profiler?.Profile(history, churn, [], last.Written)?.Stage?.Stage : null;
        return ((int?)churn.Band, (int?)stage);
    }
}
