using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Customers;
using CrmInsights.Insights.Lifecycle;
using CrmInsights.Insights.Offers;
using CrmInsights.Insights.Profiles;
using CrmInsights.Insights.Reports;
using CrmInsights.Insights.Reports.Internals;
using CrmInsights.Insights.Reports.Internals.Charts;
using CrmInsights.Mining.Data;

namespace CrmInsights.Insights.Tests.Reports;

public sealed partial class ModelReportTests
{
    const string Hostile = "</td><script>alert('x')</script>\"&";

    static readonly string s_page = Write(SampleHistories.Products.ToDictionary(product => product.Key, product => product.Value with { Name = Hostile + product.Value.Name }));

    static string Write(IReadOnlyDictionary<Guid, ProductFacts> products)
    {
        var run = new RunContext(MaxThreads: 2);
        return ModelReport.Write(new ReportContent
        {
            AsOf = SampleHistories.Now,
            ChurnFigures = ChurnTrainer.Train(SampleHistories.All, SampleHistories.Now, new ChurnSettings(), run).QualityJson,
            Models = InsightModels.Train(SampleHistories.All, SampleHistories.Now, (new InsightSettings(), null), run),
            Products = products,
            Stages = new Dictionary<LifecycleStage, long> { [LifecycleStage.Growth] = 3, [LifecycleStage.Maturity] = 5 },
        });
    }

    // Whether the page is well-formed is told by an XML reader, once the parts that HTML writes otherwise are out of the way.
    static XDocument Parse(string page) => XDocument.Parse(VoidTags().Replace(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "$1/>"));

    [GeneratedRegex("(<meta[^>]*)>")]
    private static partial Regex VoidTags();

    [Fact]
    public void Names_from_data_never_become_markup()
    {
        s_page.ShouldNotContain("<script");
        s_page.ShouldContain("&lt;/td&gt;&lt;script&gt;");
        Parse(s_page).Descendants("section").Count().ShouldBe(6);
    }

    [Fact]
    public void Nothing_is_fetched_from_elsewhere()
    {
        var page = Parse(s_page);

        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "action" or "data" or "srcset")
            .ShouldAllBe(attribute => attribute.Value.StartsWith('#'));
        page.Descendants("style").Single().Value.ShouldNotContain("url(");
        page.Descendants("script").ShouldBeEmpty();
    }

    [Fact]
    public void Each_section_begins_with_its_verdict_and_ends_with_what_would_change_it()
    {
        foreach (var section in Parse(s_page).Descendants("section"))
        {
            section.Elements().ElementAt(1).Attribute("class")!.Value.ShouldBe("verdict");
            section.Elements("h3").Last().Value.ShouldBe("What would change the verdict", section.Element("h2")!.Value);
        }
    }

    [Fact]
    public void Each_chart_has_a_title_a_summary_and_a_table_beneath()
    {
        var charts = Parse(s_page).Descendants("svg").ToList();

        charts.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var chart in charts)
        {
            var ids = chart.Attribute("aria-labelledby")!.Value.Split(' ');
            chart.Element("title")!.Attribute("id")!.Value.ShouldBe(ids[0]);
            chart.Element("desc")!.Attribute("id")!.Value.ShouldBe(ids[1]);
            chart.Element("desc")!.Value.Length.ShouldBeGreaterThan(10);
            chart.Parent!.ElementsAfterSelf().First().Descendants("table").ShouldHaveSingleItem();
        }
        Parse(s_page).Descendants().Attributes("id").Select(id => id.Value).ShouldBeUnique();
    }

    [Fact]
    public void Baselines_come_with_intervals_and_both_models_are_compared()
    {
        s_page.ShouldMatch(@"days since the last order</th><td class=""number"">0\.\d{4}</td><td class=""number"">[-+&#\w;]*0\.\d{4} \(");
        s_page.ShouldContain("boosted-tree model");
        s_page.ShouldNotContain("NaN");
        s_page.ShouldNotMatch(@"\{\w");
    }

    [Fact]
    public void Without_models_each_section_says_so()
    {
        var page = ModelReport.Write(new ReportContent { AsOf = SampleHistories.Now });

        Parse(page).Descendants("p").Count(verdict => verdict.Value.StartsWith("There ", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public void A_refusal_says_what_is_missing()
    {
        var refused = ChurnTrainer.Train(Array.Empty<CustomerHistory>(), SampleHistories.Now, new ChurnSettings(), new RunContext());

        var page = ModelReport.Write(new ReportContent { AsOf = SampleHistories.Now, ChurnFigures = refused.QualityJson });

        page.ShouldContain("<p class=\"verdict\">No churn scores from this run.</p>");
        page.ShouldContain("No customer has an order yet.");
    }

    [Fact]
    public void A_curve_stays_inside_its_chart()
    {
        var chart = new LineChart("id", "Title", "Summary", "x", "y").Draw([new ChartLine("wild", [(-1, 2), (0.5, 0.5), (7, -3)])]).ToString();

        var points = XDocument.Parse(chart).Descendants("polyline").Single().Attribute("points")!.Value.Split(' ', ',').Select(double.Parse).ToArray();
        points.Where((_, index) => index % 2 == 0).ShouldAllBe(x => x >= 56 && x <= 576);
        points.Where((_, index) => index % 2 == 1).ShouldAllBe(y => y >= 12 && y <= 312);
    }

    [Fact]
    public void Text_is_escaped_and_markup_is_not() =>
        Markup.Of($"<b>{"<i>"}</b>{Markup.Of($"<u>{'&'}</u>")}").ToString().ShouldBe("<b>&lt;i&gt;</b><u>&amp;</u>");
}
