using System.Net;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Quality;
using CrmInsights.Insights.Reports;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Form;

public sealed class PagesTests : IAsyncLifetime
{
    const int Objected = 712340002;
    const int Lapsed = 712340004;
    TestSite _site = null!;

    public async Task InitializeAsync() => _site = await TestSite.OpenAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    async Task<string> PageAsync(Dictionary<string, object?> values)
    {
        var id = await _site.CreateAsync("account", new Dictionary<string, object?>(values) { ["name"] = values.GetValueOrDefault("name") ?? "Ada Ltd" });
        return await _site.Http.GetStringAsync(new Uri($"/accounts/{id}", UriKind.Relative));
    }

    static Dictionary<string, object?> Scored(ChurnAssessment churn, DateTimeOffset? on = null) => new()
    {
        ["ci_churnband"] = (int?)churn.Band,
        ["ci_churnscore"] = (decimal?)churn.Score,
        ["ci_insights"] = InsightsJson.Write(new InsightsCard(churn, new QualityReport(85, ["No industry"]), [])),
        ["ci_insightson"] = (on ?? TestTime.Now).UtcDateTime,
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

    [Fact]
    public async Task The_card_reads_word_first_and_its_points_add_up()
    {
        var html = await PageAsync(Scored(AtRisk()));

        html.ShouldContain("At risk <span class=\"number\" id=\"score\">72</span>");
        html.ShouldContain("aria-valuetext=\"72 of 100, At risk\"");
        html.ShouldContain("raises risk</span>");
        html.ShouldContain("Average customer 48 &#xB7; these reasons &#x2B;18 &#xB7; everything else &#x2B;6 = 72");
        html.ShouldContain("<strong>High</strong>: 41 orders");
        html.ShouldContain("Buys &lt;b&gt;many&lt;/b&gt; products");
    }

    [Fact]
    public async Task Who_objected_has_no_score_anywhere_on_the_page()
    {
        var html = await PageAsync(new() { ["ci_profilingstatus"] = Objected });

        html.ShouldContain("This customer has objected to profiling.");
        html.ShouldNotContain("id=\"score\"");
    }

    [Fact]
    public async Task Damaged_insights_are_an_error_in_words() =>
        (await PageAsync(new() { ["ci_insights"] = "{", ["ci_insightson"] = TestTime.Now.UtcDateTime })).ShouldContain("The insights of this customer cannot be read.");

    [Fact]
    public async Task An_abstention_says_why()
    {
        var html = await PageAsync(Scored(new ChurnAssessment { AsOf = TestTime.Now, Abstained = new Abstention(AbstentionCause.NoOrder, "No order yet.") }));

        html.ShouldContain("data-state=\"abstained\"");
        html.ShouldContain("No order yet.");
    }

    [Fact]
    public async Task A_lapsed_customer_is_one_to_win_back()
    {
        var lapsed = new ChurnAssessment { AsOf = TestTime.Now, Band = ChurnBand.Lapsed, Reasons = [new ChurnReason("Last order on 1 May 2025", Direction.Fact, 0)] };

        var html = await PageAsync(Scored(lapsed));

        ((int)lapsed.Band).ShouldBe(Lapsed);
        html.ShouldContain("a customer to win back");
        html.ShouldContain("Last order on 1 May 2025");
    }

    [Fact]
    public async Task A_score_older_than_a_day_is_shown_as_out_of_date() =>
        (await PageAsync(Scored(AtRisk(), TestTime.Now.AddDays(-2)))).ShouldContain("Out of date: updated 1 May 2026, 12:00 UTC");

    [Fact]
    public async Task A_successful_run_keeps_an_unchanged_score_fresh()
    {
        await _site.CreateAsync("ci_run", new() { ["ci_name"] = "mine", ["ci_status"] = 712340002, ["ci_endedon"] = TestTime.Now.AddHours(-1).UtcDateTime });

        (await PageAsync(Scored(AtRisk(), TestTime.Now.AddDays(-2)))).ShouldContain("Updated 3 May 2026, 11:00 UTC");
    }

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
        var etag = System.Text.Json.JsonDocument.Parse(await first.Content.ReadAsStringAsync()).RootElement.GetProperty("etag").GetString()!;

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
