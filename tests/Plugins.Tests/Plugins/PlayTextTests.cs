using CrmInsights.Plugins.Tests.Fakes;
using static CrmInsights.Plugins.Tests.Fakes.PlayStep;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class PlayTextTests
{
    readonly PlayStep _step = new();

    [Theory]
    [InlineData("{firstReason}", "No order for 74 days, usually every 30")]
    [InlineData("{band} from {formerBand}", "Critical from Watch")]
    [InlineData("{score}", "83 %")]
    [InlineData("{value}", "1,235")]
    [InlineData("{offer}", "no offer")]
    [InlineData("{unknown} {} { account }", "{unknown} {} { account }")]
    [InlineData("{score}{score}", "83 %83 %")]
    public void Placeholders_are_filled_and_what_is_none_stays(string template, string expected)
    {
        _step.AddPlay(columns: [("ci_subject", template)]);

        _step.Cross(_step.AddAccount(value: 1234.5m), Watch, Critical);

        _step.Tasks.Single()["subject"].ShouldBe(expected);
    }

    [Fact]
    public void A_placeholder_inside_a_name_is_not_filled()
    {
        _step.AddPlay(columns: [("ci_subject", "{account}")]);
        var account = _step.AddAccount();
        account["name"] = "{score} Ltd";

        _step.Cross(account, Watch, AtRisk);

        _step.Tasks.Single()["subject"].ShouldBe("{score} Ltd");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("{\"schemaVersion\":1}")]
    [InlineData("{\"churn\":{\"reasons\":[]}}")]
    [InlineData("{\"churn\":{\"reasons\":[{\"points\":3}]}}")]
    [InlineData("[1,2]")]
    public void Without_a_reason_that_can_be_read_the_play_starts_all_the_same(string? insights) =>
        (CardText.FirstReason(insights) ?? "none").ShouldBe("none");

    [Fact]
    public void A_long_text_is_cut_to_what_the_column_holds()
    {
        _step.AddPlay(columns: [("ci_subject", new string('a', 190) + "{account}")]);
        var account = _step.AddAccount();
        account["name"] = new string('b', 160);

        _step.Cross(account, Watch, AtRisk);

        ((string)_step.Tasks.Single()["subject"]).Length.ShouldBe(200);
    }

    [Fact]
    public void Reasons_in_any_language_are_read()
    {
        const string Insights = """{"churn":{"reasons":[{"text":"Не купувал 74 дни \"обичайно\" 30","points":3}]}}""";

        CardText.FirstReason(Insights).ShouldBe("Не купувал 74 дни \"обичайно\" 30");
    }
}
