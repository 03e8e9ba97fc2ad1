using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Value;

namespace CrmInsights.Insights.Tests.Profiles;

/// <summary>What was said of one customer, and what a sales rep who reads it would object to.</summary>
sealed record Contradictions(CustomerHistory History, ChurnAssessment Churn, CustomerProfile Profile, DateTimeOffset Now)
{
    /// <summary>Every objection in words; empty where all fits together.</summary>
    public IReadOnlyList<string> Found =>
        [.. All().Where(rule => rule.Broken).Select(rule => $"{rule.What}: {Churn.Band} {Churn.Score}, {Profile.Stage?.Stage} ({Profile.Stage?.Reason}), {Profile.Value}")];

    LifecycleStage? Stage => Profile.Stage?.Stage;

    IEnumerable<(bool Broken, string What)> All() =>
        [.. OfChurn(), .. OfStage(), .. Profile.Value is { } value ? [.. OfActivity(value), .. OfMoney(value), .. OfNextOrder(value)] : Enumerable.Empty<(bool, string)>()];

    IEnumerable<(bool, string)> OfChurn()
    {
        if (Churn.Score is not { } score)
        {
            yield return (Churn.Reasons.Any(reason => reason.Points != 0), "points without a score");
            yield return (Churn.Trend is not null || Churn.Confidence is not null, "trend or confidence without a score");
            yield break;
        }
        yield return (Churn.Base + Churn.Reasons.Sum(reason => reason.Points) + Churn.OtherPoints != score, "points that do not add up");
        yield return (score != (int)Math.Floor(100 * Churn.Probability!.Value + 0.5), "a score that is not the probability");
        yield return (Churn.Band != new ChurnSettings().BandOf(score), "a band that is not that of the score");
        yield return (Churn.Reasons.Any(reason => reason.Points > 0 != (reason.Direction == Direction.RaisesRisk) || reason.Text.Length == 0), "an arrow against its points");
        yield return (Churn.Reasons.DistinctBy(reason => reason.Text).Count() < Churn.Reasons.Count, "the same reason twice");
    }

    IEnumerable<(bool, string)> OfStage()
    {
        LifecycleStage[] allowed = Churn.Band switch
        {
            null => [LifecycleStage.Prospect],
            ChurnBand.Healthy => [LifecycleStage.Growth, LifecycleStage.Maturity],
            ChurnBand.Watch => [LifecycleStage.Growth, LifecycleStage.Maturity, LifecycleStage.Decline],
            ChurnBand.AtRisk => [LifecycleStage.Maturity, LifecycleStage.Decline],
            ChurnBand.Critical => [LifecycleStage.Decline],
            _ => [LifecycleStage.Decline, LifecycleStage.Terminated],
        };
        yield return (!allowed.Contains(Stage!.Value), "a stage against the band");
        yield return (Profile.Stage!.ChangedOn > DateOnly.FromDateTime(Now.UtcDateTime), "a stage since a day to come");
        var words = Profile.Stage.Reason;
        yield return (Stage is LifecycleStage.Growth && (words.Contains("less often") || words.Contains("spending less")), "growing, yet less than before");
        yield return (Stage is LifecycleStage.Decline or LifecycleStage.Terminated && (words.Contains("more often") || words.Contains("spending more")), "declining, yet more than before");
        yield return (Stage is LifecycleStage.Maturity && words.Contains("than before"), "steady, yet more or less than before");
    }

    IEnumerable<(bool, string)> OfActivity(CustomerValue value)
    {
        yield return (value.Alive is < 0 or > 1, "no probability");
        // Rounded to four places on the card.
        yield return (Churn.Probability is { } leaves && value.Alive < 1 - leaves - 5e-5, "likelier to order soon than to be a customer at all");
        yield return (Stage == LifecycleStage.Terminated && value.Alive >= 0.5, "terminated, yet probably still a customer");
        yield return (Churn.Band is ChurnBand.Healthy && value.Alive < 0.7, "healthy, yet hardly a customer");
    }

    IEnumerable<(bool, string)> OfMoney(CustomerValue value)
    {
        yield return (value.Value12m < 0 || value.ValueLifetime < value.Value12m, "a lifetime worth less than its first year");
        yield return (value.MarginBasis.Length == 0, "a value without a margin");
        var spends = History.Orders.Any(order => order.Total >= 1);
        yield return (spends && value.Value12m == 0 && (Stage == LifecycleStage.Growth || Churn.Band == ChurnBand.Healthy), "growing or healthy, yet worth nothing");
    }

    IEnumerable<(bool, string)> OfNextOrder(CustomerValue value)
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        if (value.NextOrder is not { } next)
        {
            yield return (Churn.Score is < 50, "an order soon is likely, yet no date for it");
            yield break;
        }
        yield return (next.Earliest <= today, "a next order in the past");
        yield return (next.Earliest > next.On || next.On > next.Latest, "a date outside its own interval");
        yield return (Stage == LifecycleStage.Terminated, "terminated, yet a date for the next order");
        if (Churn.Score is not { } score) yield break;
        var end = today.AddDays(Churn.HorizonDays!.Value);
        yield return (score < 50 && next.On > end, "an order within the horizon is likely, yet the date lies after it");
        yield return (score >= 75 && next.On < end, "an order within the horizon is unlikely, yet the date lies in it");
    }

    /// <summary>What is wrong with the offers.</summary>
    public IReadOnlyList<string> OfOffers(OfferModel model, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var last = History.Orders.Count == 0 ? [] : History.Orders[^1].Lines.Select(line => line.ProductId).ToHashSet();
        var owned = History.Orders.SelectMany(order => order.Lines).Select(line => line.ProductId).ToHashSet();
        var durable = model.Products.Where(product => product.RepeatShare is null || product.RepeatShare < model.Settings.DurableBelow).Select(product => product.ProductId).ToHashSet();
        (bool Broken, string What)[] rules =
        [
            (Profile.Offers.DistinctBy(offer => offer.ProductId).Count() < Profile.Offers.Count, "the same offer twice"),
            (!Profile.Offers.Select(offer => offer.Score).SequenceEqual(Profile.Offers.Select(offer => offer.Score).OrderDescending()), "a worse offer before a better one"),
            (Profile.Offers.Any(offer => !products[offer.ProductId].IsActive), "an offer of what is no longer sold"),
            (Profile.Offers.Any(offer => last.Contains(offer.ProductId)), "an offer of what was just bought"),
            (Profile.Offers.Any(offer => durable.Contains(offer.ProductId) && owned.Contains(offer.ProductId)), "an offer of what is owned and lasts"),
            (Profile.Offers.Any(offer => !offer.Reason.Contains(offer.ProductName)), "a reason that speaks of another product"),
            (Profile.Offers.Any(offer => offer.ExpectedRevenue <= 0), "an offer that earns nothing"),
        ];
        return [.. rules.Where(rule => rule.Broken).Select(rule => rule.What)];
    }
}
