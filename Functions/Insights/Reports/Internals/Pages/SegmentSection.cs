using System.Globalization;
using CrmInsights.Insights.Reports.Internals.Charts;
using CrmInsights.Insights.Segments;

namespace CrmInsights.Insights.Reports.Internals.Pages;

/// <summary>Groups of customers who behave alike.</summary>
static class SegmentSection
{
    const string Title = "Segments";

    public static bool IsAbout(string sentence) => sentence.Contains("segments", StringComparison.OrdinalIgnoreCase);

    public static ReportSection Of(ReportContent content)
    {
        if (content.Models is not { } models) return new ReportSection("segments", Title, "There are no segments yet: nobody has looked for them.", []);
        string[] said = [.. models.Sentences.Where(IsAbout)];
        return models.Segments?.Segments is not { Count: > 0 } segments
            ? new ReportSection("segments", Title, said.FirstOrDefault() ?? "There are no segments.", [ReportSection.List(said.Skip(1))])
            : new ReportSection("segments", Title, $"Customers fall into {segments.Count} groups that come out alike when looked for again.", [.. Parts(segments, said)]);
    }

    static IEnumerable<Markup> Parts(IReadOnlyList<Segment> segments, IReadOnlyList<string> said)
    {
        yield return ReportSection.List(said);
        yield return new BarChart("segment-sizes", "Customers by segment").Draw([.. segments.Select(segment => (segment.Name, (double)segment.CustomerCount, Count(segment.CustomerCount)))]);
        yield return new ReportTable("What sets each segment apart; amounts in base currency", ["Segment", "#Customers", "Profile"]).Draw(
            segments.Select(segment => (string[])[segment.Name, Count(segment.CustomerCount), segment.Profile]));
        yield return ReportSection.Heading("Limits");
        yield return ReportSection.List(
            "Segments are a simplification: the fit on each customer says how well it suits.",
            "They look at order amounts, quantities and rhythm, not at industry, region or size.");
        yield return ReportSection.Heading("What would change the verdict");
        yield return ReportSection.List("Another number of groups that comes out more alike on random halves of the customers, or none that does.");
    }

    static string Count(int count) => count.ToString("#,##0", CultureInfo.InvariantCulture);
}
