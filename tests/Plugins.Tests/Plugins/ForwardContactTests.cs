using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ForwardContactTests : StepTest
{
    readonly Guid _id = Guid.NewGuid();
    readonly EntityReference _account = new("account", Guid.NewGuid());

    [Fact]
    public void A_contact_names_the_account_it_works_for()
    {
        Run(new ForwardContact(null, Samples.Key), "contact", Samples.Contact(_id, _account), "Create");

        App.Only.Type.ShouldBe("crminsights.contact.changed");
        App.Only.Data.GetRawText().ShouldBe($$"""
            {"contactId":"{{_id}}","createdOn":"2025-01-02T03:04:05.000Z","stateCode":1,"country":"Austria","ownerId":"{{Samples.Owner}}",
            "parentAccountId":"{{_account.Id}}"}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void A_contact_below_another_contact_has_no_parent_account()
    {
        Run(new ForwardContact(null, Samples.Key), "contact", Samples.Contact(_id, new EntityReference("contact", Guid.NewGuid())));

        App.Only.Data.TryGetProperty("parentAccountId", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_deleted_contact_names_the_account_it_worked_for()
    {
        Context.PreEntityImages.Add("pre", new Entity("contact", Context.PrimaryEntityId) { ["parentcustomerid"] = _account });

        Run(new ForwardContact(null, Samples.Key), "contact", row: null, "Delete");

        App.Only.Type.ShouldBe("crminsights.contact.deleted");
        App.Only.Data.GetProperty("parentId").GetGuid().ShouldBe(_account.Id);
    }
}
