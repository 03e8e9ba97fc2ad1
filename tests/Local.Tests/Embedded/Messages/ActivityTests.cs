using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Tests.Embedded.Steps;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.Embedded.Messages;

/// <summary>Microsoft, "Activity tables": every activity shows as an activitypointer of the same id, and its people are rows of activityparty.</summary>
public sealed class ActivityTests
{
    [Fact]
    public async Task An_activity_has_a_pointer_that_follows_it_to_its_end()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var account = await organization.CreateAsync("account", new() { ["name"] = "A" });
        var call = await organization.CreateAsync("phonecall", new() { ["subject"] = "Call", ["phonenumber"] = "1", ["regardingobjectid"] = new Lookup("account", account) });

        var pointer = (await organization.FindAsync("activitypointer", call))!;
        (pointer["activitytypecode"], pointer["subject"], pointer["regardingobjectid"], pointer["statuscode"]).ShouldBe(("phonecall", "Call", new Lookup("account", account), 1));

        await organization.UpdateAsync("phonecall", call, new() { ["statecode"] = 1, ["statuscode"] = 4 });
        pointer = (await organization.FindAsync("activitypointer", call))!;
        (pointer["statecode"], pointer["statuscode"], pointer["subject"]).ShouldBe((1, 2, "Call"));

        await organization.DeleteAsync("account", account);
        (await organization.FindAsync("activitypointer", call)).ShouldBeNull();
        (await organization.FaultOfAsync(() => organization.CreateAsync("activitypointer", new() { ["subject"] = "x" }))).ShouldBe(FaultCode.Unsupported);
    }

    [Fact]
    public async Task The_people_of_a_draft_that_a_plugin_writes_become_rows()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var contact = await organization.CreateAsync("contact", new() { ["lastname"] = "Lee" });
        Guid email = default;
        await new TestStep("Create", "account").RegisterAsync(organization, (services, _) =>
        {
            var to = new EntityCollection([new Entity("activityparty") { ["partyid"] = new EntityReference("contact", contact) }]);
            var from = new EntityCollection([new Entity("activityparty") { ["partyid"] = new EntityReference("systemuser", TestStep.Context(services).UserId) }]);
            email = TestStep.Service(services).Create(new Entity("email") { ["subject"] = "Hello", ["directioncode"] = true, ["to"] = to, ["from"] = from });
        });

        await organization.CreateAsync("account", new() { ["name"] = "A" });

        var parties = (await organization.ReadAsync(session => session.Query(new RowQuery("activityparty")))).Rows;
        parties.ShouldAllBe(party => party["activityid"]!.Equals(new Lookup("email", email)));
        parties.Select(party => (party["participationtypemask"], party["partyid"])).ShouldBe(
            [(2, new Lookup("contact", contact)), (1, new Lookup("systemuser", organization.Caller.UserId))], ignoreOrder: true);
    }

    [Fact]
    public async Task Lines_roll_up_into_their_invoice()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var account = new Lookup("account", await organization.CreateAsync("account", new() { ["name"] = "A" }));
        var order = await organization.CreateAsync("salesorder", new() { ["name"] = "O", ["customerid"] = account });
        var invoice = await organization.CreateAsync("invoice", new() { ["name"] = "I", ["customerid"] = account, ["salesorderid"] = new Lookup("salesorder", order) });

        foreach (var price in new[] { 2.5m, 4m })
            await organization.CreateAsync("invoicedetail", new() { ["invoiceid"] = new Lookup("invoice", invoice), ["productdescription"] = "Nuts", ["quantity"] = 2m, ["priceperunit"] = price });

        var row = (await organization.FindAsync("invoice", invoice))!;
        (row["totalamount"], ((string)row["invoicenumber"]!)[..4]).ShouldBe((13m, "INV-"));
    }
}
