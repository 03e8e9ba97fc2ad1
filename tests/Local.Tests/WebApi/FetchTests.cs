using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Fetch;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Microsoft, "FetchXML reference", "Filter rows", "Join tables", "Page results" and "Use FetchXML with the Web API".</summary>
public sealed class FetchTests(ThreeAccounts data) : IClassFixture<ThreeAccounts>
{
    public static TheoryData<string, string[]> Conditions() => new()
    {
        { "<condition attribute='name' operator='eq' value='contoso' />", ["Contoso"] },
        { "<condition attribute='numberofemployees' operator='ge' value='20' />", ["Bike's & Co"] },
        { "<condition attribute='numberofemployees' operator='null' />", ["Contoso"] },
        { "<condition attribute='numberofemployees' operator='not-null' />", ["Adventure", "Bike's & Co"] },
        { "<condition attribute='name' operator='like' value='%o' />", ["Bike's & Co", "Contoso"] },
        { "<condition attribute='name' operator='not-like' value='%o' />", ["Adventure"] },
        { "<condition attribute='name' operator='begins-with' value='Ad' />", ["Adventure"] },
        { "<condition attribute='numberofemployees' operator='in'><value>10</value><value>11</value></condition>", ["Adventure"] },
        { "<condition attribute='numberofemployees' operator='not-in'><value>10</value></condition>", ["Bike's & Co"] },
        { "<condition attribute='numberofemployees' operator='between'><value>10</value><value>19</value></condition>", ["Adventure"] },
        { "<condition attribute='lastonholdtime' operator='on' value='2024-02-29' />", ["Contoso"] },
        { "<condition attribute='lastonholdtime' operator='on-or-after' value='2024-03-01' />", [] },
        { "<condition attribute='lastonholdtime' operator='yesterday' />", ["Contoso"] },
        { "<condition attribute='lastonholdtime' operator='last-x-days' value='3' />", ["Contoso"] },
        { "<condition attribute='lastonholdtime' operator='last-seven-days' />", ["Contoso"] },
        { "<condition attribute='lastonholdtime' operator='olderthan-x-days' value='3' />", [] },
        { "<condition attribute='createdby' operator='eq-userid' />", ["Adventure", "Bike's & Co", "Contoso"] },
        { "<condition attribute='createdby' operator='ne-userid' />", [] },
        { "<condition attribute='name' operator='eq' valueof='address1_city' />", ["Bike's & Co"] },
        { "<filter type='or'><condition attribute='name' operator='eq' value='Contoso' /><condition attribute='donotemail' operator='eq' value='1' /></filter>", ["Bike's & Co", "Contoso"] },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task A_condition_finds_what_it_says(string condition, string[] expected) =>
        (await Names($"<attribute name='name' /><order attribute='name' /><filter>{condition}</filter>")).ShouldBe(expected);

    [Fact]
    public async Task An_inner_link_keeps_rows_with_a_partner_and_an_outer_one_all()
    {
        const string Link = "<attribute name='name' /><order attribute='name' /><link-entity name='contact' from='contactid' to='primarycontactid' alias='c' link-type='{0}'><attribute name='lastname' /></link-entity>";

        var inner = await Rows(string.Format(null, Link, "inner"));
        (inner.Single().Text("name"), inner.Single().Text("c.lastname")).ShouldBe(("Adventure", "Lee"));
        (await Rows(string.Format(null, Link, "outer"))).Select(row => row!["c.lastname"]?.GetValue<string>()).ShouldBe(["Lee", null, null]);
        (await Names(string.Format(null, Link, "outer") + "<filter><condition entityname='c' attribute='lastname' operator='null' /></filter>")).ShouldBe(["Bike's & Co", "Contoso"]);
    }

    [Fact]
    public async Task A_link_can_go_down_and_distinct_takes_each_row_once()
    {
        var account = Guid.Parse((await data.Host.Rows("accounts?$select=name&$filter=name eq 'Contoso'")).Single().Text("accountid"));
        foreach (var subject in new[] { "a", "b" })
            await data.Host.Create("tasks", new Dictionary<string, object?> { ["subject"] = subject, ["regardingobjectid_account_task@odata.bind"] = $"/accounts({account})" });
        const string Link = "<attribute name='accountid' /><attribute name='name' /><link-entity name='task' from='regardingobjectid' to='accountid' alias='t'><filter><condition attribute='statecode' operator='eq' value='0' /></filter></link-entity>";

        (await Names(Link)).ShouldBe(["Contoso", "Contoso"]);
        (await Names(Link, "distinct='true'")).ShouldBe(["Contoso"]);
    }

    [Fact]
    public async Task Pages_follow_each_other_with_a_cookie_until_the_last()
    {
        const string Annotations = "odata.include-annotations=\"*\"";
        var first = await data.Host.Json(Address("<attribute name='name' /><order attribute='name' />", "count='2' page='1' returntotalrecordcount='true'"), ("Prefer", Annotations));
        first["value"]!.AsArray().Texts("name").ShouldBe(["Adventure", "Bike's & Co"]);
        first.Text("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie").ShouldStartWith("<cookie pagenumber=\"2\" pagingcookie=\"%253Ccookie");
        (first["@Microsoft.Dynamics.CRM.morerecords"]!.GetValue<bool>(), first["@Microsoft.Dynamics.CRM.totalrecordcount"]!.GetValue<int>()).ShouldBe((true, 3));

        var last = await data.Host.Json(Address("<attribute name='name' /><order attribute='name' />", "count='2' page='2' paging-cookie='&lt;cookie page=&quot;1&quot;/&gt;'"), ("Prefer", Annotations));
        last["value"]!.AsArray().Texts("name").ShouldBe(["Contoso"]);
        last.ContainsKey("@Microsoft.Dynamics.CRM.fetchxmlpagingcookie").ShouldBeFalse();
    }

    [Fact]
    public async Task Top_and_all_attributes_do_what_they_say() =>
        (await Rows("<all-attributes /><order attribute='name' descending='true' />", "top='1'")).Single()!["lastusedincampaign"]!.GetValue<string>().ShouldBe("2024-02-28");

    [Theory]
    [InlineData("<fetch aggregate='true'><entity name='account' /></fetch>", 501, "aggregate")]
    [InlineData("<fetch><entity name='account'><filter><condition attribute='name' operator='under' value='x' /></filter></entity></fetch>", 501, "'under'")]
    [InlineData("<fetch><entity name='account'><attribute name='name' groupby='true' /></entity></fetch>", 501, "'groupby'")]
    [InlineData("<fetch distinct='true'><entity name='account'><attribute name='name' /></entity></fetch>", 501, "distinct")]
    [InlineData("<fetch><entity name='account'><link-entity name='contact' from='contactid' to='primarycontactid' link-type='exists' /></entity></fetch>", 501, "'exists'")]
    [InlineData("<fetch><entity name='account'><attribute name='nosuch' /></entity></fetch>", 400, "nosuch")]
    [InlineData("<fetch><entity name='contact' /></fetch>", 400, "contact")]
    [InlineData("<fetch><entity name='account'>", 400, "Invalid XML")]
    [InlineData("<!DOCTYPE fetch [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><fetch><entity name='account'><attribute name='&x;' /></entity></fetch>", 400, "DTD")]
    public async Task What_is_not_there_or_wrong_is_named(string fetch, int status, string named)
    {
        var response = await data.Host.Get("accounts?fetchXml=" + Uri.EscapeDataString(fetch));

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldContain(named);
    }

    [Fact]
    public void A_filter_nested_too_deep_is_refused()
    {
        var fetch = $"<fetch><entity name='account'>{string.Concat(Enumerable.Repeat("<filter>", 60))}{string.Concat(Enumerable.Repeat("</filter>", 60))}</entity></fetch>";

        Should.Throw<OrganizationFaultException>(() => FetchQuery.Parse(fetch, new FetchScope(data.Host.Organization.Tables, data.Host.Clock.GetUtcNow().UtcDateTime, Guid.Empty))).Message.ShouldContain("50 levels");
    }

    static string Address(string inner, string attributes = "") => "accounts?fetchXml=" + Uri.EscapeDataString($"<fetch {attributes}><entity name='account'>{inner}</entity></fetch>");

    async Task<System.Text.Json.Nodes.JsonArray> Rows(string inner, string attributes = "") => await data.Host.Rows(Address(inner, attributes));

    async Task<IEnumerable<string>> Names(string inner, string attributes = "") => (await Rows(inner, attributes)).Texts("name");
}
