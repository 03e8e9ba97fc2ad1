using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Value.Internals;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Value;

/// <summary>Fits the models of buying and leaving, lets a later time decide between them, and fits the model of spend.</summary>
public static class ValueTrainer
{
    const int FewestRepeaters = 50;
    const double FarOff = 0.1;
    const double TooFarOff = 2;
    const int HoldOutPart = 4;                              // the last quarter of the time learned from

    /// <summary>
    /// Learns from the orders up to <paramref name="now"/>, since the last break of the order rate where there was one. Too little data, or a
    /// model that is far off on later orders, is an answer, not an error.
    /// </summary>
    public static ValueTrainingResult Train(IReadOnlyList<CustomerHistory> customers, DateTimeOffset now, ValueSettings settings, RunContext run)
    {
        settings.Validate();
        var population = Population.ToLearnFrom(customers, now);
        if (population.Length == 0) return Refused("No customer has an order yet.");
        var period = LearningPeriod.Of(population, now);
        if (period.Days < LearningPeriod.ShortestDays) return Refused($"The orders span {period.Days} days; {LearningPeriod.ShortestDays} are needed.");
        var cutoff = now.AddDays(-period.Days / HoldOutPart);
        var before = PurchaseSample.At(population, period.From, cutoff);
        if (before.Repeaters < FewestRepeaters)
            return Refused($"By {Words.Date(cutoff)} the number of customers who had ordered again was {before.Repeaters}; {FewestRepeaters} are needed.");

        var scores = HoldOut.Compare(before, (cutoff, now), run);
        var best = Best(scores);
        if (IsTooFarOff(best))
            return Refused(FarFrom(best, cutoff)) with { Scores = scores };
        var fitted = PurchaseFit.Of(scores, PurchaseSample.At(population, period.From, now), run);
        return new ValueTrainingResult(Model(fitted, period, settings), Sentences(scores, fitted, (period, cutoff)), scores);
    }

    static PurchaseModelScore Best(IReadOnlyList<PurchaseModelScore> scores) => scores.MaxBy(score => score.LogLikelihood)!;

    static bool IsTooFarOff(PurchaseModelScore best) => best.Expected > TooFarOff * best.Observed || best.Observed > TooFarOff * best.Expected;

    static string FarFrom(PurchaseModelScore best, DateTimeOffset cutoff) =>
        $"The best one, {best.Kind.Word()}, expected {Words.Percent(best.Expected)} of customers to order after {Words.Date(cutoff)}; "
        + $"{Words.Percent(best.Observed)} did. A model so far off says nothing of tomorrow.";

    static ValueModel Model(PurchaseFit fitted, LearningPeriod period, ValueSettings settings) => new()
    {
        TrainedOn = period.Until,
        LearnedFrom = period.From,
        Settings = settings,
        Kind = fitted.Kind,
        Purchases = fitted.Model,
        KindWithoutRepeat = fitted.KindWithoutRepeat,
        WithoutRepeat = fitted.WithoutRepeat,
        Spend = fitted.Spend,
        MeanSpend = fitted.MeanSpend,
        TellsActivity = fitted.TellsActivity,
    };

    static IReadOnlyList<string> Sentences(
        IReadOnlyList<PurchaseModelScore> scores, PurchaseFit fitted, (LearningPeriod Period, DateTimeOffset Cutoff) time)
    {
        var best = Best(scores);
        var others = scores.Where(score => score != best).Select(score => $"{score.Kind.Word()} {Words.Number(score.LogLikelihood, "0.0000")}");
        List<string> said =
        [
            $"{best.Kind.Word()} is used: it foresaw best who would order after {Words.Date(time.Cutoff)} (mean log-likelihood {Words.Number(best.LogLikelihood, "0.0000")}; "
                + $"{string.Join(", ", others)}).",
            $"It expected {Words.Percent(best.Expected)} of customers to order again; {Words.Percent(best.Observed)} did."
                + (Math.Abs(best.Expected - best.Observed) > FarOff ? " Ordering has changed since; take activity, values and dates with care." : ""),
        ];
        if (time.Period.Break is { } broken)
            said.Add($"Activity and value are learned from customers who began since {Words.Date(broken.On)}, because the orders a day changed for good then.");
        if (!fitted.TellsActivity)
            said.Add("Nothing is said of activity: the orders do not show beyond chance (99.9 %) that customers leave for good, rather than pause.");
        return said;
    }

    static ValueTrainingResult Refused(string why) => new(null, ["No model of activity and value: " + why], []);
}
