using System.Net;
using System.Text.Json;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Quality;
using CrmInsights.Insights.Reports;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Form;

public sealed class PagesTests : IAsyncLifetime
{
    const int Objected = 712340002;
    TestSite _site = null!;

    public async Task InitializeAsync() => _site = await TestSite.OpenAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    async Task<string> PageAsync(Dictionary<string, object?> values)
    {
        var id = await _site.CreateAsync("account", new Dictionary<string, object?>(values) { ["name"] = values.GetValueOrDefault("name") ?? "Ada Ltd" });
        return await _site.Http.GetStringAsync(new Uri($"/accounts/{id}", UriKind.Relative));
    }

    static Dictionary<string, object?> Scored(ChurnAssessment churn) => new()
    {
        ["ci_churnband"] = (int?)churn.Band,
        ["ci_churnscore"] = (decimal?)churn.Score,
        ["ci_insights"] = InsightsJson.Write(new InsightsCard(churn, new QualityReport(85, ["No industry"]), [])),
        ["ci_insightson"] = TestTime.Now.UtcDateTime,
    };

    static ChurnAssessment AtRisk() => new()
    {
        AsOf = TestTime.Now,
        ModelVersion = "1",
        Band = ChurnBand.AtRisk,
        Score = 72,
        Base = 48,
        Reasons = [new ChurnReason("Last order on 3 March; usually every 24 days", Direction.RaisesRisk, 21), new ChurnReason("Buys <b>many</b> products", Direction.LowersRisk, -3)],
        OtherPoints = 6,
        Confidence = new Confidence(ConfidenceLevel.High, "41 orders"),
    };

    static JsonElement Bound(string html)
    {
        var text = html.Split("data-bound=\"")[1].Split('"')[0];
        return JsonDocument.Parse(WebUtility.HtmlDecode(text)).RootElement;
    }

    [Fact]
    public async Task The_card_of_the_imported_solution_is_handed_the_columns_that_the_form_binds()
    {
        var values = Scored(AtRisk());

        var html = await PageAsync(values);

        html.ShouldContain("data-control=\"ci_CrmInsights.InsightsCard\"");
        html.ShouldContain("<script src=\"/assets/host.js\" defer></script><script src=\"/controls/ci_CrmInsights.InsightsCard/bundle.js\" defer></script>");
        Bound(html).GetProperty("insights").GetProperty("raw").GetString().ShouldBe((string)values["ci_insights"]!);
        Bound(html).GetProperty("computedOn").GetProperty("raw").GetDateTimeOffset().ShouldBe(TestTime.Now);
        Bound(html).GetProperty("profiling").GetProperty("raw").ValueKind.ShouldBe(JsonValueKind.Null);
        html.ShouldContain("data-now=\"2026-05-03T12:00:00.000Z\"");
    }

    [Fact]
    public async Task Who_objected_has_no_insights_anywhere_on_the_page()
    {
        var html = await PageAsync(new() { ["ci_profilingstatus"] = Objected });

        Bound(html).GetProperty("profiling").GetProperty("raw").GetInt32().ShouldBe(Objected);
        Bound(html).GetProperty("insights").GetProperty("raw").ValueKind.ShouldBe(JsonValueKind.Null);
        html.ShouldContain("Not profiled");
    }

    [Fact]
    public async Task Styles_are_allowed_by_a_nonce_of_this_page_alone()
    {
        var id = await _site.CreateAsync("account", new() { ["name"] = "Ada" });
        async Task<(string Policy, string Nonce)> OpenAsync()
        {
            using var page = await _site.Http.GetAsync(new Uri($"/accounts/{id}", UriKind.Relative));
            return (page.Headers.GetValues("Content-Security-Policy").Single(), (await page.Content.ReadAsStringAsync()).Split("data-nonce=\"")[1].Split('"')[0]);
        }

        var (first, second) = (await OpenAsync(), await OpenAsync());

        first.Policy.ShouldContain($"style-src 'self' 'nonce-{first.Nonce}';");
        first.Policy.ShouldNotContain("unsafe");
        second.Nonce.ShouldNotBe(first.Nonce);
    }

    [Theory]
    [InlineData("/assets/host.js", "Reactv16")]
    [InlineData("/controls/ci_CrmInsights.InsightsCard/bundle.js", "CrmInsights.InsightsCard")]
    [InlineData("/controls/ci_CrmInsights.InsightsCard/strings/InsightsCard.1033.resx", "Customer insights")]
    public async Task The_parts_of_the_card_are_served(string address, string text) =>
        (await _site.Http.GetStringAsync(new Uri(address, UriKind.Relative))).ShouldContain(text);

    [Fact]
    public async Task A_hostile_name_stays_text_on_every_page()
    {
        const string Hostile = "<script>alert(1)</script>";

        var html = await PageAsync(new() { ["name"] = Hostile });

        html.ShouldNotContain(Hostile);
        (await _site.Http.GetStringAsync(new Uri("/", UriKind.Relative))).ShouldNotContain(Hostile);
        (await _site.Http.GetStringAsync(new Uri("/?search=%22%3E" + Uri.EscapeDataString(Hostile), UriKind.Relative))).ShouldNotContain(Hostile);
    }

    [Fact]
    public async Task The_form_is_the_solutions_own()
    {
        var html = await PageAsync([]);

        html.ShouldContain("Account (CrmInsights)");
        html.ShouldContain(">Insights</button>");
        html.ShouldContain("name=\"ci_profilingstatus\"");
    }

    [Fact]
    public async Task An_unchanged_row_answers_304()
    {
        var id = await _site.CreateAsync("account", new() { ["name"] = "Ada" });
        using var first = await _site.Http.GetAsync(new Uri($"/accounts/{id}/live", UriKind.Relative));
        var etag = JsonDocument.Parse(await first.Content.ReadAsStringAsync()).RootElement.GetProperty("etag").GetString()!;

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/accounts/{id}/live");
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        using var again = await _site.Http.SendAsync(request);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/accounts/11111111-1111-1111-1111-111111111111", HttpStatusCode.NotFound, "There is no account with this id")]
    [InlineData("/assets/nothing.js", HttpStatusCode.NotFound, "")]
    [InlineData("/?page=-3&sort=nonsense&table=spy", HttpStatusCode.OK, "No accounts yet.")]
    [InlineData("/?table=contact", HttpStatusCode.OK, "No contacts yet.")]
    [InlineData("/status", HttpStatusCode.OK, "Simulated clock: 3 May 2026, 12:00 UTC")]
    public async Task Every_address_answers_in_words(string address, HttpStatusCode status, string text)
    {
        using var answer = await _site.Http.GetAsync(new Uri(address, UriKind.Relative));

        answer.StatusCode.ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(text);
    }
}
