using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ForwardScoreRequestTests : StepTest
{
    readonly Guid _run = Guid.NewGuid();

    [Fact]
    public void The_state_of_the_account_goes_out_with_the_run_that_waits()
    {
        var account = Samples.Account(Guid.NewGuid());

        Request(account);

        App.Only.Type.ShouldBe("crminsights.account.changed");
        App.Only.ShouldBeSignedWith(Samples.Key);
        App.Only.Data.GetProperty("accountId").GetGuid().ShouldBe(account.Id);
        App.Only.Data.GetProperty("rescoreRunId").GetGuid().ShouldBe(_run);
        App.Only.Event.GetProperty("subject").GetString().ShouldBe($"account/{account.Id}");
    }

    [Fact]
    public void The_state_of_the_contact_goes_out_with_the_run_that_waits()
    {
        var contact = Samples.Contact(Guid.NewGuid(), new EntityReference("account", Guid.NewGuid()));

        Request(contact);

        App.Only.Type.ShouldBe("crminsights.contact.changed");
        App.Only.Data.GetProperty("rescoreRunId").GetGuid().ShouldBe(_run);
    }

    void Request(Entity customer)
    {
        Context.InputParameters["Target"] = customer.ToEntityReference();
        Context.OutputParameters["RunId"] = _run;
        Run(new ForwardScoreRequest(null, Samples.Key), customer.LogicalName, customer, "ci_ScoreAccount");
    }
}
