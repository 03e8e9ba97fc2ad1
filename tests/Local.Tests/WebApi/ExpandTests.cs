using System.Text.Json.Nodes;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 6: $expand and annotations.</summary>
public sealed class ExpandTests : WebApiTest
{
    Guid _account;

    protected override async Task Arrange()
    {
        _account = await Host.Create("accounts", """
            {"name":"A","revenue":1234.5,"industrycode":2,"lastusedincampaign":"2024-02-28","donotemail":true,
             "primarycontactid":{"lastname":"First"},"contact_customer_accounts":[{"lastname":"B"},{"lastname":"C"},{"lastname":"D"}]}
            """);
        await Host.Create("accounts", new { name = "Z" });
    }

    [Fact]
    public async Task A_single_valued_property_expands_to_a_row_or_null()
    {
        var rows = await Host.Rows("accounts?$select=name&$expand=primarycontactid($select=lastname)&$orderby=name");
        rows[0]!["primarycontactid"].Text("lastname").ShouldBe("First");
        rows[1]!.AsObject().ContainsKey("primarycontactid").ShouldBeTrue();
        rows[1]!["primarycontactid"].ShouldBeNull();
    }

    [Fact]
    public async Task A_collection_expands_with_its_own_options()
    {
        var rows = await Host.Rows("accounts?$expand=contact_customer_accounts($select=lastname;$filter=lastname ne 'B';$orderby=lastname desc;$top=1)&$orderby=name");
        rows[0]!["contact_customer_accounts"]!.AsArray().Texts("lastname").ShouldBe(["D"]);
        rows[1]!["contact_customer_accounts"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Expands_nest()
    {
        var row = await Host.Json($"accounts({_account})?$select=name&$expand=contact_customer_accounts($select=lastname;$expand=parentcustomerid_account($select=name))");
        row["contact_customer_accounts"]!.AsArray().Select(contact => contact!["parentcustomerid_account"].Text("name")).ShouldBe(["A", "A", "A"]);
        row.Text("@odata.context").ShouldEndWith("$metadata#accounts(name,accountid,contact_customer_accounts(lastname,contactid,parentcustomerid_account(name,accountid)))/$entity");
    }

    [Fact]
    public async Task A_collection_can_be_read_behind_its_row()
    {
        var rows = await Host.Rows($"accounts({_account})/contact_customer_accounts?$select=lastname&$filter=lastname gt 'B'&$orderby=lastname");
        rows.Texts("lastname").ShouldBe(["C", "D"]);
        (await (await Host.Get($"accounts({_account})/contact_customer_accounts/$count")).Content.ReadAsStringAsync()).ShouldBe("3");
        await Host.Get("accounts(99999999-9999-9999-9999-999999999999)/contact_customer_accounts").ShouldFail(404, "0x80040217");
    }

    [Theory]
    [InlineData("contact_customer_accounts($skip=1)", 400, "0x80060888")]
    [InlineData("contact_customer_accounts($search=x)", 400, "0x80060888")]
    [InlineData("contact_customer_accounts($levels=2)", 400, "0x80060888")]
    [InlineData("contact_customer_accounts($count=true)", 501, "0x80040800")]
    [InlineData("contact_customer_accounts/$ref", 501, "0x80040800")]
    [InlineData("account_parent_account($levels=2)", 501, "0x80040800")]
    public Task What_an_expand_does_not_take_is_refused(string expand, int status, string code) => Host.Get("accounts?$expand=" + expand).ShouldFail(status, code);

    [Fact]
    public async Task Formatted_values_come_on_request_only()
    {
        const string Select = "?$select=revenue,industrycode,lastusedincampaign,donotemail,_primarycontactid_value,_ownerid_value";
        (await Host.Json($"accounts({_account}){Select}")).Any(member => member.Key.Contains("@OData")).ShouldBeFalse();

        var response = await Host.Get($"accounts({_account}){Select}", ("Prefer", "odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\""));
        response.Header("Preference-Applied").ShouldBe("odata.include-annotations=\"OData.Community.Display.V1.FormattedValue\"");
        var row = await response.Json();
        Formatted(row, "revenue").ShouldBe("$1,234.50");
        Formatted(row, "industrycode").ShouldBe("Agriculture and Non-petrol Natural Resource Extraction");
        Formatted(row, "lastusedincampaign").ShouldBe("2/28/2024");
        Formatted(row, "donotemail").ShouldBe("Do Not Allow");
        Formatted(row, "_primarycontactid_value").ShouldBe("First");
        Formatted(row, "_ownerid_value").ShouldBe("You");
        row.Any(member => member.Key.Contains("lookuplogicalname")).ShouldBeFalse();
        row.Any(member => member.Key.Contains("transactioncurrencyid")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("Microsoft.Dynamics.CRM.*")]
    [InlineData("Microsoft.Dynamics.CRM.lookuplogicalname,Microsoft.Dynamics.CRM.associatednavigationproperty")]
    public async Task Lookups_say_where_they_lead(string annotations)
    {
        var row = await Host.Json($"accounts({_account})?$select=_primarycontactid_value", ("Prefer", $"odata.include-annotations=\"{annotations}\""));
        row.Text("_primarycontactid_value@Microsoft.Dynamics.CRM.lookuplogicalname").ShouldBe("contact");
        row.Text("_primarycontactid_value@Microsoft.Dynamics.CRM.associatednavigationproperty").ShouldBe("primarycontactid");
    }

    static string Formatted(JsonObject row, string property) => row.Text(property + "@OData.Community.Display.V1.FormattedValue");
}
