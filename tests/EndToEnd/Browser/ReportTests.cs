using CrmInsights.EndToEnd.Processes;
using Microsoft.Playwright;

namespace CrmInsights.EndToEnd.Browser;

/// <summary>The report of the models, as people open it: understood by reading from the top, and readable for everybody.</summary>
[Collection(SampleCompanySite.Name)]
public sealed class ReportTests(SampleCompanySite site)
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_report_begins_with_its_verdict_and_has_no_axe_violation(ColorScheme scheme)
    {
        await Until.TrueAsync(IsThereAsync, TimeSpan.FromMinutes(2), "the report is written");
        var page = await site.OpenAsync("/reports", scheme: scheme);

        (await page.Locator("main h2, h2").CountAsync()).ShouldBeGreaterThanOrEqualTo(5);
        (await page.InnerTextAsync("body")).ShouldContain("The churn model");
        (await page.Locator("svg").CountAsync()).ShouldBeGreaterThan(0);
        await page.EvaluateAsync(CardTests.Axe);
        var violations = await page.EvaluateAsync<string[]>(
            "() => axe.run().then(found => found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html.slice(0, 200) + ' ' + node.failureSummary).join('; ')))");
        violations.ShouldBeEmpty();
        if (Environment.GetEnvironmentVariable("CRMINSIGHTS_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"model-report-{scheme.ToString().ToLowerInvariant()}.png"), FullPage = true });
    }

    [BrowserFact]
    public async Task Each_kind_of_model_has_its_place_on_the_page()
    {
        await Until.TrueAsync(IsThereAsync, TimeSpan.FromMinutes(2), "the report is written");
        foreach (var kind in new[] { "churn", "value", "segments", "offers", "stages" })
        {
            var page = await site.OpenAsync($"/reports/{kind}");
            (await page.Locator($"#{kind}").CountAsync()).ShouldBe(1);
            await page.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task The_form_of_a_model_draws_the_report_as_a_page_in_which_nothing_can_run()
    {
        await Until.TrueAsync(IsThereAsync, TimeSpan.FromMinutes(2), "the report is written");
        using var http = new HttpClient { BaseAddress = site.Address };
        var report = await http.GetStringAsync(new Uri("/reports", UriKind.Relative));
        var page = await site.OpenAsync("/");
        await page.RouteAsync("**/empty", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = "<html lang=en><title>Model</title><main id=form class=CrmInsights.ModelReport></main></html>" }));
        await page.GotoAsync(new Uri(site.Address, "/empty").AbsoluteUri);
        await page.EvaluateAsync("() => { window.ComponentFramework = { registerControl: (name, type) => { window.control = new type(); } }; }");
        await page.AddStyleTagAsync(new PageAddStyleTagOptions { Url = "/controls/ci_CrmInsights.ModelReport/css/ModelReport.css" });
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Url = "/controls/ci_CrmInsights.ModelReport/bundle.js" });

        await page.EvaluateAsync(
            """
            report => {
              const context = { parameters: { report: { raw: report + "<script>parent.broken = 1</script>" } }, resources: { getString: key => key } };
              window.control.init(context, () => {}, {}, document.getElementById("form"));
              window.control.updateView(context);
            }
            """, report);

        (await page.FrameLocator("iframe").Locator("h1").First.InnerTextAsync()).ShouldNotBeEmpty();
        (await page.EvaluateAsync<bool>("() => window.broken === undefined")).ShouldBeTrue();
        if (Environment.GetEnvironmentVariable("CRMINSIGHTS_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "model-form.png") });
    }

    async Task<bool> IsThereAsync()
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        using var answer = await http.GetAsync(new Uri("/reports", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }
}
