namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Entity set and navigation names after Microsoft's table reference for Dynamics 365 Sales and Customer Service.</summary>
public sealed class SalesTableTests : WebApiTest
{
    [Fact]
    public async Task The_way_from_a_lead_to_an_invoice_can_be_walked()
    {
        var account = await Host.Create("accounts", new { name = "A" });
        var campaign = await Host.Create("campaigns", new { name = "Spring" });
        var lead = await Host.Create("leads", Body(("subject", "Bikes"), ("lastname", "Lee"), ("firstname", "Ann"), ("parentaccountid", $"/accounts({account})"), ("campaignid", $"/campaigns({campaign})")));
        var opportunity = await Host.Create("opportunities", Body(("name", "Bikes"), ("customerid_account", $"/accounts({account})"), ("originatingleadid", $"/leads({lead})")));
        var order = await Host.Create("salesorders", Body(("name", "Bikes"), ("customerid_account", $"/accounts({account})"), ("opportunityid", $"/opportunities({opportunity})")));
        var invoice = await Host.Create("invoices", Body(("name", "Bikes"), ("customerid_account", $"/accounts({account})"), ("salesorderid", $"/salesorders({order})")));

        (await Host.Json($"leads({lead})?$select=fullname")).Text("fullname").ShouldBe("Ann Lee");
        (await Host.Rows($"salesorders({order})/order_invoices?$select=name")).Count.ShouldBe(1);
        (await Host.Json($"invoices({invoice})?$expand=salesorderid($expand=opportunityid($expand=originatingleadid($select=subject)))"))
            ["salesorderid"]!["opportunityid"]!["originatingleadid"].Text("subject").ShouldBe("Bikes");
    }

    [Fact]
    public async Task A_case_an_appointment_and_a_response_point_to_what_they_are_about()
    {
        var account = await Host.Create("accounts", new { name = "A" });
        var campaign = await Host.Create("campaigns", new { name = "Spring" });
        var incident = await Host.Create("incidents", Body(("title", "Broken"), ("customerid_account", $"/accounts({account})")));
        await Host.Create("appointments", Body(("subject", "Repair"), ("scheduledstart", "2024-03-02T08:00:00Z"), ("scheduledend", "2024-03-02T09:00:00Z"), ("regardingobjectid_incident_appointment", $"/incidents({incident})")));
        await Host.Create("campaignresponses", Body(("subject", "Yes"), ("regardingobjectid_campaign_campaignresponse", $"/campaigns({campaign})")));

        (await Host.Rows("activitypointers?$filter=activitytypecode eq 'appointment'&$select=subject")).Texts("subject").ShouldBe(["Repair"]);
        (await Host.Rows($"campaigns({campaign})/Campaign_CampaignResponses?$select=subject")).Texts("subject").ShouldBe(["Yes"]);
    }

    [Fact]
    public async Task An_email_is_created_with_its_people()
    {
        var contact = await Host.Create("contacts", new { lastname = "Lee" });

        var email = await Host.Create("emails", $$"""
            {"subject":"Hello","email_activity_parties":[{"partyid_contact@odata.bind":"/contacts({{contact}})","participationtypemask":2}]}
            """);

        var parties = await Host.Rows($"emails({email})/email_activity_parties?$select=participationtypemask,_partyid_value");
        (parties.Single()!["participationtypemask"]!.GetValue<int>(), Guid.Parse(parties.Single().Text("_partyid_value"))).ShouldBe((2, contact));
    }

    /// <summary>A value that begins with a slash is a reference.</summary>
    static Dictionary<string, object?> Body(params (string Name, string Value)[] values) =>
        values.ToDictionary(pair => pair.Value.StartsWith('/') ? pair.Name + "@odata.bind" : pair.Name, pair => (object?)pair.Value);
}
