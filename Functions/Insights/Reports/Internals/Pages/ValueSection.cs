using CrmInsights.Insights.Internals;
using CrmInsights.Insights.Value;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>Activity, value and next order.</summary>
static class ValueSection
{
    const string Title = "Activity and value";

    public static ReportSection Of(ReportContent content)
    {
        if (content.Models is not { } models) return new ReportSection("value", Title, "There is no model of activity and value yet: nobody has trained one.", []);
        string[] said = [.. models.Sentences.Where(sentence => !SegmentSection.IsAbout(sentence) && !OfferSection.IsAbout(sentence))];
        return models.Value is not { } value
            ? new ReportSection("value", Title, said.FirstOrDefault() ?? "There is no model of activity and value.", [ReportSection.List(said.Skip(1))])
            : new ReportSection("value", Title, "Each customer's activity, value and next order come from how often and how recently it has ordered.", [.. Parts(value, said)]);
    }

    static IEnumerable<Markup> Parts(ValueModel value, IReadOnlyList<string> said)
    {
        yield return ReportSection.List(said);
        yield return new ReportTable("What is used", ["What", "How"]).Draw(
        [
            ["Customers who ordered again", value.Kind.Word()],
            ["Customers with one order day", value.KindWithoutRepeat.Word()],
            ["Amount of an order", value.Spend is null ? "the customer's own mean; too few have bought again to learn more" : "Gamma-Gamma: the own mean, drawn towards that of all customers"],
            ["Margin where product costs are not known", $"{Words.Percent(value.Settings.Margin)} of revenue, assumed"],
            ["Discount of later years", $"{Words.Percent(value.Settings.DiscountRate)} a year"],
            ["Learned from orders up to", Words.Date(value.TrainedOn)],
        ]);
        yield return ReportSection.Heading("Limits");
        yield return ReportSection.List(
            "Orders are taken as coming at random: of customers who order evenly the interval of the next order is too wide.",
            "Amounts are taken as unrelated to how often one orders.",
            "An assumed margin makes values comparable between customers, not with the books.");
        yield return ReportSection.Heading("What would change the verdict");
        yield return ReportSection.List(
            "Another of the three models that foresees the last quarter of the history better: it takes the place.",
            "Costs of products that make up half of a customer's spend: its margin is computed from them.");
    }
}
