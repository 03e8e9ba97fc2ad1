using System.Globalization;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Reports.Internals.Charts;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>The life cycle.</summary>
static class StageSection
{
    const string Title = "Life cycle";

    static readonly string[][] s_rules =
    [
        ["Prospect", "no order yet"],
        ["Growth", "new, or ordering more than before; not overdue, not ordering less"],
        ["Maturity", "no longer new; not overdue; neither more nor less than before"],
        ["Decline", "overdue or ordering less, but not gone"],
        ["Terminated", "the probability of being active is low and the customer is long overdue"],
    ];

    public static ReportSection Of(ReportContent content)
    {
        if (content.Models is null) return new ReportSection("stages", Title, "There are no stages yet: nobody has trained the models.", []);
        var all = content.Stages.Values.Sum();
        var largest = all == 0 ? default : content.Stages.MaxBy(stage => stage.Value);
        return new ReportSection("stages", Title, all == 0
            ? "Each customer gets one of five stages by fixed rules; nobody has been counted yet."
            : $"Each customer gets one of five stages by fixed rules; most customers, {Count(largest.Value)} of {Count(all)}, are in {largest.Key}.", [.. Parts(content.Stages)]);
    }

    static IEnumerable<Markup> Parts(IReadOnlyDictionary<LifecycleStage, long> stages)
    {
        if (stages.Values.Sum() > 0)
        {
            yield return new BarChart("stage-sizes", "Customers by stage").Draw([.. Enum.GetValues<LifecycleStage>().Select(stage => Bar(stage.ToString(), stages.GetValueOrDefault(stage)))]);
            yield return new ReportTable("Customers by stage", ["Stage", "#Customers"]).Draw(
                Enum.GetValues<LifecycleStage>().Select(stage => (string[])[stage.ToString(), Count(stages.GetValueOrDefault(stage))]));
        }
        yield return new ReportTable("The rules; each condition holds to a degree, and the stage that fits best is shown", ["Stage", "When"]).Draw(s_rules);
        yield return ReportSection.Heading("Limits");
        yield return ReportSection.List("Stages are rules, not predictions: nothing is learned but the usual gap between orders.", "A stage is kept until another fits clearly better, so it may lag by an order.");
        yield return ReportSection.Heading("What would change the verdict");
        yield return ReportSection.List("An order, or time without one: the degrees move with every day.");
    }

    static (string, double, string) Bar(string name, long count) => (name, count, Count(count));

    static string Count(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);
}
