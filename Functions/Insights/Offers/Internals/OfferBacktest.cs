using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Churn.Internals;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Internals;
using CrmInsights.Mining.Data;
using CrmInsights.Mining.Recommend;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>
/// Lets orders that came later decide between the methods. What each sign is worth is learned one horizon earlier than the test, from customers
/// as they were then; nothing after a cutoff reaches what is found at it.
/// </summary>
sealed class OfferBacktest(CustomerHistory[] population, DateTimeOffset now, OfferSettings settings, RunContext run)
{
    /// <summary>Fewer customers who bought something leave an interval too wide to tell methods apart.</summary>
    public const int FewestBuyers = 100;

    const double NormalPoint = 1.96;                        // two-sided 95 %

    static readonly OfferMethod[] s_methods = Enum.GetValues<OfferMethod>();

    /// <summary>The winner with weights from the latest horizon, and the contest; the rules as they are, and why, where there was too little data.</summary>
    public (OfferFinder Finder, OfferContest? Contest, string? Missing) Hold()
    {
        var period = LearningPeriod.Of(population, now);
        if (period.Days < LearningPeriod.ShortestDays) return Refused($"the orders span {period.Days} days; {LearningPeriod.ShortestDays} are needed");
        var days = ChurnHorizon.Choose(population, period, new ChurnSettings { HorizonDays = settings.HorizonDays }).Days;
        var earlier = new OfferWindow(population, (now.AddDays(-2 * days), days), settings, run);
        var later = new OfferWindow(population, (now.AddDays(-days), days), settings, run);
        foreach (var window in new[] { earlier, later })
            if (window.Customers.Count(history => window.Taken(history).Count > 0) is var buyers and < FewestBuyers)
                return Refused($"in the {days} days after {Words.Date(window.Cutoff)} {buyers} known customers bought something known; {FewestBuyers} are needed");
        return Hold(earlier, later, days);
    }

    (OfferFinder Finder, OfferContest? Contest, string? Missing) Hold(OfferWindow earlier, OfferWindow later, int days)
    {
        var learned = new MethodFit(earlier, run);
        OfferFinder[] finders = [.. s_methods.Select(learned.Finder)];
        var trials = later.Map(OfferWindow.MostCustomers, history => OfferTrial.Of(later, history, finders), run);
        OfferTrial[] bought = [.. trials.Where(trial => trial.Taken.Count > 0)];
        OfferMethodFigures[] figures = [.. s_methods.Select((_, method) => Figures(method, trials, later.Knowledge) with { AgainstRules = Difference(bought, (method, 0), OfferModel.MostOffers) })];
        var (winner, duels) = Decide(bought, figures);
        OfferTrial[] offered = [.. trials.Where(trial => trial.Offers[winner].Count > 0)];
        var contest = new OfferContest
        {
            HorizonDays = days,
            Cutoff = later.Cutoff,
            BuyerCount = bought.Length,
            Winner = s_methods[winner],
            Expected = offered.Select(trial => trial.Offers[winner][0].Chance).DefaultIfEmpty().Average(),
            Observed = offered.Select(trial => trial.Hit(winner, 1)).DefaultIfEmpty().Average(),
            Methods = figures,
            Duels = duels,
        };
        return (new MethodFit(later, run).Finder(contest.Winner), contest, null);
    }

    static (OfferFinder Finder, OfferContest? Contest, string? Missing) Refused(string why) => (OfferFinder.Of(OfferMethod.Rules, []), null, why);

    /// <summary>The rules hold the place; each further method, the simplest first, must take it from the one that holds it by then.</summary>
    static (int Winner, IReadOnlyList<OfferDuel> Duels) Decide(OfferTrial[] bought, OfferMethodFigures[] figures)
    {
        var (holder, duels) = (0, new List<OfferDuel>());
        for (var challenger = 1; challenger < s_methods.Length; challenger++)
        {
            var pair = (challenger, holder);
            var duel = new OfferDuel(
                s_methods[challenger], s_methods[holder], Difference(bought, pair, OfferModel.MostOffers), Difference(bought, pair, 1), figures[challenger].PersonalShare - figures[holder].PersonalShare);
            duels.Add(duel);
            if (duel.IsWon) holder = challenger;
        }
        return (holder, duels);
    }

    static OfferDifference Difference(OfferTrial[] trials, (int Challenger, int Holder) pair, int first)
    {
        double[] each = [.. trials.Select(trial => trial.Hit(pair.Challenger, first) - trial.Hit(pair.Holder, first))];
        var mean = each.Average();
        var reach = NormalPoint * Math.Sqrt(each.Sum(value => (value - mean) * (value - mean)) / (each.Length - 1) / each.Length);
        return new OfferDifference(mean, mean - reach, mean + reach);
    }

    static OfferMethodFigures Figures(int method, OfferTrial[] trials, OfferKnowledge knowledge)
    {
        RecommendationTrial[] coded = [.. trials.Select(trial => new RecommendationTrial(
            [.. trial.Offers[method].Select(offer => knowledge.CodeOf(offer.ProductId))], Codes(trial.Taken, knowledge), Codes(trial.Known, knowledge)))];
        var ones = Enumerable.Repeat(1, knowledge.Products.Count).ToArray();        // novelty is not asked for
        var best = RecommendationEvaluation.Measure(coded, ones, trials.Length, 1);
        var three = RecommendationEvaluation.Measure(coded, ones, trials.Length, OfferModel.MostOffers);
        return new OfferMethodFigures(s_methods[method], best.All.HitRate, three.All.HitRate, three.All.Ndcg, three.Coverage)
        {
            RepeatHitRate3 = three.Repeat.UserCount == 0 ? null : three.Repeat.HitRate,
            ExploreHitRate3 = three.Explore.UserCount == 0 ? null : three.Explore.HitRate,
            PersonalShare = trials.Average(trial => trial.Offers[method].Any(offer => offer.Why != OfferGround.Popular) ? 1.0 : 0),
        };
    }

    static HashSet<int> Codes(HashSet<Guid> products, OfferKnowledge knowledge) => [.. products.Select(knowledge.CodeOf)];
}
