using System.Text;
using System.Text.Json;
using CrmInsights.Insights.Churn;
using CrmInsights.Insights.Quality;
using CrmInsights.Insights.Reports;
using CrmInsights.Testing;

namespace CrmInsights.Insights.Tests.Reports;

public sealed class InsightsJsonTests
{
    static readonly DateOnly s_today = DateOnly.FromDateTime(TestTime.Now.UtcDateTime);

    static readonly ChurnAssessment s_scored = new()
    {
        AsOf = TestTime.Now,
        ModelVersion = "2026-05-03.1a2b3c4d",
        Band = ChurnBand.AtRisk,
        Score = 72,
        Trend = 18,
        Confidence = new(ConfidenceLevel.High, "41 orders between 3 May 2023 and 1 Feb 2026"),
        Base = 48,
        Reasons = [new("Last order on 1 Feb 2026; usually every 24 days", Direction.RaisesRisk, 21), new("Customer since 3 May 2023", Direction.LowersRisk, -6)],
        OtherPoints = 9,
    };

    [Fact]
    public void Writes_what_the_form_reads()
    {
        var json = JsonDocument.Parse(InsightsJson.Write(Card(s_scored))).RootElement;

        json.GetProperty("schemaVersion").GetInt32().ShouldBe(1);
        json.GetProperty("asOf").GetDateTimeOffset().ShouldBe(TestTime.Now);
        var churn = json.GetProperty("churn");
        (churn.GetProperty("score").GetInt32(), churn.GetProperty("band").GetString(), churn.GetProperty("trend").GetDecimal()).ShouldBe((72, "At risk", 18m));
        churn.GetProperty("confidence").GetProperty("level").GetString().ShouldBe("High");
        var points = churn.GetProperty("reasons").EnumerateArray().Sum(reason => reason.GetProperty("points").GetInt32());
        (churn.GetProperty("base").GetInt32() + points + churn.GetProperty("other").GetInt32()).ShouldBe(72);
        churn.GetProperty("reasons")[1].GetProperty("direction").GetString().ShouldBe("lowers risk");
        json.GetProperty("quality").GetProperty("findings")[0].GetString().ShouldBe("No industry");
        json.GetProperty("history")[0].GetProperty("day").GetString().ShouldBe("2026-03-31");
    }

    [Fact]
    public void A_scored_card_survives_writing_and_reading() => Survives(s_scored);

    [Fact]
    public void A_lapsed_card_survives_and_has_no_score()
    {
        var lapsed = new ChurnAssessment { AsOf = TestTime.Now, ModelVersion = "v", Band = ChurnBand.Lapsed, Reasons = [new("Last order on 1 Feb 2025", Direction.Fact, 0)] };

        Survives(lapsed);
        JsonDocument.Parse(InsightsJson.Write(Card(lapsed))).RootElement.GetProperty("churn").TryGetProperty("score", out _).ShouldBeFalse();
    }

    [Fact]
    public void An_abstained_card_survives_and_says_why()
    {
        var abstained = new ChurnAssessment { AsOf = TestTime.Now, Abstained = new(AbstentionCause.NoOrder, "No order yet.") };

        Survives(abstained);
        var json = JsonDocument.Parse(InsightsJson.Write(Card(abstained))).RootElement;
        json.GetProperty("churn").GetProperty("abstained").GetProperty("cause").GetString().ShouldBe("NoOrder");
        json.TryGetProperty("model", out _).ShouldBeFalse();
    }

    [Fact]
    public void The_fullest_card_stays_far_below_8_KB()
    {
        var reason = new ChurnReason(new string('x', 120), Direction.RaisesRisk, 99);
        var findings = Enumerable.Repeat(new string('y', 80), 10).ToArray();
        var history = Enumerable.Range(0, 400).Select(day => new ScoreHistoryPoint(s_today.AddDays(day - 400), 33.3)).ToArray();

        var card = InsightsCard.Of(s_scored with { Reasons = [reason, reason, reason] }, new QualityReport(1, findings), history);

        Encoding.UTF8.GetByteCount(InsightsJson.Write(card)).ShouldBeLessThan(InsightsJson.MostBytes / 2);
    }

    [Fact]
    public void History_keeps_the_last_score_of_each_of_twelve_months()
    {
        var daily = Enumerable.Range(1, 500).Select(day => new ScoreHistoryPoint(s_today.AddDays(day - 501), day)).ToArray();

        var history = InsightsCard.Of(s_scored, new QualityReport(100, []), daily).History;

        history.Count.ShouldBe(12);
        history[^1].ShouldBe(new ScoreHistoryPoint(s_today, 72));
        history[^2].Day.ShouldBe(new DateOnly(2026, 4, 30));
        history[0].Day.ShouldBe(new DateOnly(2025, 6, 30));
    }

    [Theory]
    [InlineData("\"schemaVersion\":1", "\"schemaVersion\":2", "schemaVersion: found 2, expected 1")]
    [InlineData("\"At risk\"", "\"Doomed\"", "$.churn.band: found \"Doomed\", expected one of: Healthy, Watch, At risk, Critical, Lapsed")]
    [InlineData("\"raises risk\"", "\"up\"", "$.churn.reasons.direction")]
    [InlineData("\"base\":48", "\"base\":\"48\"", "$.churn.base")]
    [InlineData("\"base\":48", "\"base\":48,\"base\":49", "base")]
    [InlineData("{\"schemaVersion\"", "{\"surprise\":1,\"schemaVersion\"", "surprise")]
    public void Refuses_a_damaged_text_and_names_the_place(string found, string put, string place)
    {
        var text = InsightsJson.Write(Card(s_scored)).Replace(found, put, StringComparison.Ordinal);

        Should.Throw<InvalidDataException>(() => InsightsJson.Read(text)).Message.ShouldContain(place);
    }

    static void Survives(ChurnAssessment churn)
    {
        var (written, read) = (Card(churn), InsightsJson.Read(InsightsJson.Write(Card(churn))));

        (read.Churn with { Reasons = [] }).ShouldBe(churn with { Reasons = [] });
        read.Churn.Reasons.ShouldBe(churn.Reasons);
        (read.Quality.Score, string.Join('|', read.Quality.Findings)).ShouldBe((written.Quality.Score, string.Join('|', written.Quality.Findings)));
        read.History.ShouldBe(written.History);
    }

    static InsightsCard Card(ChurnAssessment churn) =>
        new(churn, new QualityReport(85, ["No industry"]), [new(new DateOnly(2026, 3, 31), 54), new(s_today, 72)]);
}
