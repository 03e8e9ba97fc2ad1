using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Value.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Lifetime;

namespace CrmInsights.Insights.Value;

/// <summary>Fits the models of buying and leaving, lets a later time decide between them, and fits the model of spend.</summary>
public static class ValueTrainer
{
    const int ShortestDays = 120;
    const int FewestRepeaters = 50;
    const double FarOff = 0.1;
    const int HoldOutPart = 4;                              // the last quarter of the history

    /// <summary>Learns from the orders up to <paramref name="now"/>. Too little data is an answer, not an error.</summary>
    public static ValueTrainingResult Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, ValueSettings settings, RunContext run)
    {
        settings.Validate();
        var population = Population.ToLearnFrom(customers, now);
        if (population.Length == 0) return Refused("No customer has an order yet.");
        var days = (int)(now - population.Min(customer => customer.Orders[0].OrderedOn)).TotalDays;
        if (days < ShortestDays) return Refused($"The orders span {days} days; {ShortestDays} are needed.");
        var cutoff = now.AddDays(-days / HoldOutPart);
        var before = PurchaseSample.At(population, cutoff);
        if (before.Repeaters < FewestRepeaters)
            return Refused($"By {Words.Date(cutoff)} the number of customers who had ordered again was {before.Repeaters}; {FewestRepeaters} are needed.");

        var scores = HoldOut.Compare(before, (cutoff, now), run);
        return new ValueTrainingResult(Fit(scores, PurchaseSample.At(population, now), settings, now, run), Sentences(scores, cutoff), scores);
    }

    static ValueModel Fit(IReadOnlyList<PurchaseModelScore> scores, PurchaseSample all, ValueSettings settings, DateTimeOffset now, RunContext run)
    {
        var summaries = new PurchaseSummaries(all.Summaries);
        var best = scores.MaxBy(score => score.LogLikelihood)!.Kind;
        var other = scores.Where(score => score.Kind != PurchaseModelKind.BgNbd).MaxBy(score => score.LogLikelihood)!.Kind;
        var model = PurchaseModels.Fit(best, summaries, run);
        return new ValueModel
        {
            TrainedOn = now,
            Settings = settings,
            Kind = best,
            Purchases = model,
            KindWithoutRepeat = other,
            WithoutRepeat = other == best ? model : PurchaseModels.Fit(other, summaries, run),
            Spend = all.Summaries.Count(summary => summary is { Frequency: > 0, MeanSpend: > 0 }) < 2 ? null : GammaGamma.Fit(summaries, new PurchaseModelOptions(), run),
            MeanSpend = all.MeanSpend,
        };
    }

    static IReadOnlyList<string> Sentences(IReadOnlyList<PurchaseModelScore> scores, DateTimeOffset cutoff)
    {
        var best = scores.MaxBy(score => score.LogLikelihood)!;
        var others = scores.Where(score => score != best).Select(score => $"{score.Kind.Word()} {Words.Number(score.LogLikelihood, "0.0000")}");
        return
        [
            $"{best.Kind.Word()} is used: it foresaw best who would order after {Words.Date(cutoff)} (mean log-likelihood {Words.Number(best.LogLikelihood, "0.0000")}; "
                + $"{string.Join(", ", others)}).",
            $"It expected {Words.Percent(best.Expected)} of customers to order again; {Words.Percent(best.Observed)} did."
                + (Math.Abs(best.Expected - best.Observed) > FarOff ? " Ordering has changed since; take activity, values and dates with care." : ""),
        ];
    }

    static ValueTrainingResult Refused(string why) => new(null, ["No model of activity and value: " + why], []);
}
