using System.Globalization;
using CrmInsights.Insights.Internals;

namespace CrmInsights.Insights.Offers.Internals;

/// <summary>The contest of methods as people read it.</summary>
static class ContestWords
{
    public static string Word(this OfferMethod method) => method switch
    {
        OfferMethod.Rules => "rules",
        OfferMethod.Popular => "what sells of late",
        OfferMethod.Repeat => "repeat purchases",
        OfferMethod.Neighbours => "what the same customers buy",
        OfferMethod.NextOrder => "what the next order holds",
        _ => "all signs weighed together",
    };

    /// <summary>Who finds the offers, and why.</summary>
    public static string Verdict(OfferModel model)
    {
        if (model.Contest is not { } contest) return $"Rules find the offers; no other method could be tried: {model.Missing}.";
        var rules = contest.Methods.Single(method => method.Method == OfferMethod.Rules);
        var winner = contest.Methods.Single(method => method.Method == contest.Winner);
        var tested = $"of {Count(contest.BuyerCount)} customers who bought in the {contest.HorizonDays} days after {Words.Date(contest.Cutoff)}";
        return contest.Winner == OfferMethod.Rules
            ? $"Rules stay: {tested} {Words.Percent(rules.HitRate3)} bought one of up to three offers by rules, and no other method did better beyond chance."
            : $"Offers are found by {winner.Method.Word()}: {tested} {Words.Percent(winner.HitRate3)} bought one of up to three offers, against {Words.Percent(rules.HitRate3)} with rules "
                + $"({Points(winner.AgainstRules)}).";
    }

    /// <summary>One comparison.</summary>
    public static string Sentence(OfferDuel duel)
    {
        var measured = $"one of three offers bought {Points(duel.HitRate3)}; the best one {Points(duel.HitRate1)}";
        var more = duel is { IsWon: true, HitRate3.Low: <= 0 } ? $" Customers with more to tell than what is popular {Signed(duel.PersonalShare)} points." : "";
        return $"{Capital(duel.Challenger.Word())} against {duel.Holder.Word()}, customer by customer: {measured}.{more} {(duel.IsWon ? "The place changes hands." : "The place stays.")}";
    }

    /// <summary>Whether the chances are right.</summary>
    public static string Calibration(OfferContest contest) =>
        $"The best offers had a chance of {Percent(contest.Expected)} on average, over all customers of the test; {Percent(contest.Observed)} of them were bought.";

    /// <summary>A difference in percentage points with its interval.</summary>
    public static string Points(OfferDifference difference) => $"{Signed(difference.Value)} points, 95 % interval {Signed(difference.Low)} to {Signed(difference.High)}";

    public static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    public static string Percent(double share) => $"{Words.Number(100 * share, "0.0")} %";

    public static string Count(int count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    static string Signed(double share) => Words.Number(100 * share, "+0.0;-0.0;0.0");
}
