using System.Globalization;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Offers.Internals;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>Which method finds the offers, and the rules about what goes with what.</summary>
static class OfferSection
{
    const string Title = "Offers";
    const int MostRules = 25;
    const double LeastShown = 0.0001;

    public static bool IsAbout(string sentence) => sentence.StartsWith("Offers:", StringComparison.Ordinal);

    public static ReportSection Of(ReportContent content)
    {
        if (content.Models is not { } models) return new ReportSection("offers", Title, "There are no rules yet: nobody has looked for them.", []);
        OfferRule[] rules = [.. models.Offers.Rules.Where(rule => content.Products.ContainsKey(rule.Then))];
        return new ReportSection("offers", Title, ContestWords.Verdict(models.Offers), [.. Contest(models.Offers), .. Parts(models.Offers, rules, content.Products)]);
    }

    static IEnumerable<Markup> Contest(OfferModel offers)
    {
        if (offers.Contest is not { } contest) yield break;
        yield return ReportSection.Heading("The contest of methods");
        yield return ReportSection.Paragraph(
            $"Each method learned from orders up to {Words.Date(contest.Cutoff)} and was tested on what {ContestWords.Count(contest.BuyerCount)} customers bought in the {contest.HorizonDays} days after. "
            + "The same products were open to all: none that the customer had in its last order, and none that lasts and is owned.");
        yield return new ReportTable("Shares of customers who bought what was offered", ["Method", "#Best offer", "#One of three", "#Against rules", "#Bought again", "#New to them", "#NDCG", "#Products offered", "#More than popular"])
            .Draw(contest.Methods.Select(Row));
        yield return ReportSection.List([.. contest.Duels.Select(ContestWords.Sentence), ContestWords.Calibration(contest)]);
    }

    static string[] Row(OfferMethodFigures method) =>
    [
        ContestWords.Capital(method.Method.Word()), ContestWords.Percent(method.HitRate1), ContestWords.Percent(method.HitRate3),
        method.Method == OfferMethod.Rules ? "" : ContestWords.Points(method.AgainstRules), Known(method.RepeatHitRate3), Known(method.ExploreHitRate3),
        Words.Number(method.Ndcg3, "0.000"), ContestWords.Percent(method.Coverage), ContestWords.Percent(method.PersonalShare),
    ];

    static string Known(double? share) => share is { } known ? ContestWords.Percent(known) : "nobody did";

    static IEnumerable<Markup> Parts(OfferModel offers, OfferRule[] rules, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        yield return ReportSection.Heading("Rules");
        yield return ReportSection.Paragraph(rules.Length == 0
            ? "No product goes with another beyond chance."
            : $"What customers buy tells what else they buy: {ContestWords.Count(rules.Length)} rules hold beyond chance.");
        if (rules.Length > 0)
            yield return new ReportTable($"The strongest rules, at most {MostRules}", ["Rule", "#Times seen", "#Confidence", "#Lift", "#Expected false", "#Strength"]).Draw(
                rules.Take(MostRules).Select(rule => (string[])
                [
                    rule.Sentence(products), rule.Support.ToString("#,##0", CultureInfo.InvariantCulture), Words.Percent(rule.Confidence), Words.Number(rule.Lift, "0.0"),
                    rule.AdjustedPValue < LeastShown ? "less than 0.0001" : Words.Number(rule.AdjustedPValue, "0.0000"), Words.Number(rule.Score, "0.0"),
                ]));
        yield return ReportSection.Paragraph(
            $"A rule needs at least {offers.Settings.MinSupport} orders or customers with both sides, {Words.Percent(offers.Settings.MinConfidence)} confidence and a lift of {Words.Number(offers.Settings.MinLift, "0.0")}; "
            + $"at most {Words.Percent(offers.Settings.MaxFalseShare)} of the rules kept are expected to be false. Learned from orders up to {Words.Date(offers.TrainedOn)}.");
        yield return ReportSection.Heading("Limits");
        yield return ReportSection.List(
            "A rule is no cause: it says what goes together, not that an offer makes it happen. What customers would buy anyway counts as found.",
            "Which products were active at the time of the test is not kept; all that had been sold by then were open.",
            "Stock and margin are not looked at.");
        yield return ReportSection.Heading("What would change the verdict");
        yield return ReportSection.List("A method whose offers are bought more often than those of the present one, customer by customer and beyond chance: it takes the place the next night. From what merely sells of late also one that finds as much and has a reason of its own for more customers.",
            "Orders in which the two sides of a rule meet no more often than among others who buy as much: the rule is dropped the next night.");
    }
}
