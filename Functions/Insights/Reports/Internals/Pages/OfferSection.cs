using System.Globalization;
using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Offers;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>Rules about what goes with what.</summary>
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
        return new ReportSection("offers", Title, rules.Length == 0
            ? "No product goes with another beyond chance, so popular products are offered."
            : $"What customers buy tells what else they buy: {rules.Length.ToString("#,##0", CultureInfo.InvariantCulture)} rules hold beyond chance.", [.. Parts(models.Offers, rules, content.Products)]);
    }

    static IEnumerable<Markup> Parts(OfferModel offers, OfferRule[] rules, IReadOnlyDictionary<Guid, ProductFacts> products)
    {
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
            "A rule is no cause: it says what goes together, not that an offer makes it happen.",
            "Stock and margin are not looked at.");
        yield return ReportSection.Heading("What would change the verdict");
        yield return ReportSection.List("Orders in which the two sides meet no more often than among others who buy as much: the rule is dropped the next night.");
    }
}
