namespace CrmInsights.Packer.Tests.Composition;

public sealed class FormAndViewTests
{
    static readonly string[] s_card =
    [
        "ci_churnscore", "ci_churnband", "ci_churntrend", "ci_lifecyclestage", "ci_value12m", "ci_alive", "ci_nextorderon", "ci_nextbestofferid",
        "ci_insights", "ci_dataquality", "ci_profilingstatus", "ci_insightson",
    ];

    [Theory]
    [InlineData("account", "Account (CrmInsights)")]
    [InlineData("contact", "Contact (CrmInsights)")]
    public void A_customer_has_an_own_main_form_with_an_insights_tab(string table, string name)
    {
        var form = PackedSolution.Ours.Managed.Table(table).Descendants("systemform").Single();

        ((string)form.Element("LocalizedNames")!.Elements().Single().Attribute("description")!).ShouldBe(name);
        form.Descendants("tab").Select(tab => (string)tab.Attribute("name")!).ShouldBe(["summary", "insights"]);
        var shown = form.Descendants("tab").Last().Descendants("control").Select(control => (string)control.Attribute("datafieldname")!);
        s_card.ShouldBeSubsetOf(shown);
    }

    [Theory]
    [InlineData("account")]
    [InlineData("contact")]
    public void Nobody_edits_a_score_on_the_form(string table)
    {
        var editable = PackedSolution.Ours.Managed.Table(table).Descendants("tab").Last().Descendants("control")
            .Where(control => (string?)control.Attribute("disabled") != "true")
            .Select(control => (string)control.Attribute("datafieldname")!);

        editable.ShouldBe(["ci_profilingstatus", "ci_profilingon", "ci_profilingsource"]);
    }

    [Theory]
    [InlineData("account", "Accounts by churn risk")]
    [InlineData("contact", "Contacts by churn risk")]
    public void A_public_view_lists_customers_by_risk_the_highest_first(string table, string name)
    {
        var view = PackedSolution.Ours.Managed.Table(table).Descendants("savedquery").Single();

        ((string)view.Element("LocalizedNames")!.Elements().Single().Attribute("description")!).ShouldBe(name);
        view.Element("querytype")!.Value.ShouldBe("0");
        var order = view.Descendants("order").First();
        ((string)order.Attribute("attribute")!).ShouldBe("ci_churnscore");
        ((string)order.Attribute("descending")!).ShouldBe("true");
    }

}
