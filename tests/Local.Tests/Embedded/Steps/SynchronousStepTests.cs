using CrmInsights.Local.Embedded.Contract;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Local.Tests.Embedded.Steps;

public sealed class SynchronousStepTests
{
    [Fact]
    public async Task A_plugin_that_throws_takes_the_whole_operation_back()
    {
        await using var organization = await TestOrganization.OpenAsync();
        await new TestStep("Create", "account").RegisterAsync(organization, (_, _) => throw new InvalidPluginExecutionException("Not today."));

        var fault = await Should.ThrowAsync<OrganizationFaultException>(() => organization.CreateAsync("account", new() { ["name"] = "A" }));

        (fault.Code, fault.Message).ShouldBe((FaultCode.IsvAborted, "Not today."));
        (await organization.ReadAsync(session => session.Query(new RowQuery("account")))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pre_operation_step_changes_what_is_written()
    {
        await using var organization = await TestOrganization.OpenAsync();
        await new TestStep("Create", "account") { Stage = 20 }.RegisterAsync(organization, (services, _) =>
        {
            var target = TestStep.Target(services);
            target["industrycode"] = new OptionSetValue(7);
            target["revenue"] = new Money(12.5m);
            target.Attributes.Remove("fax");
        });

        var row = (await organization.FindAsync("account", await organization.CreateAsync("account", new() { ["name"] = "A", ["fax"] = "1" })))!;

        (row["industrycode"], row["revenue"], row["revenue_base"], row["fax"]).ShouldBe((7, 12.5m, 12.5m, null));
    }

    [Fact]
    public async Task An_update_runs_only_steps_that_listen_to_one_of_its_columns()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var runs = 0;
        await new TestStep("Update", "account") { Filter = "name, fax" }.RegisterAsync(organization, (_, _) => runs++);
        var id = await organization.CreateAsync("account", new() { ["name"] = "A" });

        await organization.UpdateAsync("account", id, new() { ["telephone1"] = "1" });
        runs.ShouldBe(0);
        await organization.UpdateAsync("account", id, new() { ["name"] = "A" });
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Images_hold_the_named_columns_before_and_after()
    {
        await using var organization = await TestOrganization.OpenAsync();
        Entity? before = null, after = null;
        await new TestStep("Update", "account") { ImageColumns = "name,revenue" }.RegisterAsync(organization, (services, _) =>
        {
            before = TestStep.Context(services).PreEntityImages["pre"];
            after = TestStep.Context(services).PostEntityImages["post"];
        });
        var id = await organization.CreateAsync("account", new() { ["name"] = "A", ["revenue"] = 5m, ["fax"] = "1" });

        await organization.UpdateAsync("account", id, new() { ["name"] = "B" });

        (before!["name"], ((Money)before["revenue"]).Value, before.Contains("fax")).ShouldBe(("A", 5m, false));
        (after!["name"], ((Money)after["revenue"]).Value, after.Contains("fax")).ShouldBe(("B", 5m, false));
    }

    [Fact]
    public async Task The_constructor_gets_the_secure_configuration_and_the_context_the_tag()
    {
        await using var organization = await TestOrganization.OpenAsync();
        (string? Secure, object? Tag) seen = default;
        await new TestStep("Create", "account") { Secure = "the key" }.RegisterAsync(organization,
            (services, secure) => seen = (secure, TestStep.Context(services).SharedVariables["tag"]));

        await organization.Dataverse.WriteAsync(organization.Caller with { Tag = "import" },
            session => session.Create(new TableRow("account", Guid.Empty) { Values = { ["name"] = "A" } }), default);

        seen.ShouldBe(("the key", "import"));
    }

    [Fact]
    public async Task A_loop_ends_at_depth_eight()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var deepest = 0;
        await new TestStep("Create", "account").RegisterAsync(organization, (services, _) =>
        {
            deepest = Math.Max(deepest, TestStep.Context(services).Depth);
            TestStep.Service(services).Create(new Entity("account") { ["name"] = "again" });
        });

        (await organization.FaultOfAsync(() => organization.CreateAsync("account", new() { ["name"] = "A" }))).ShouldBe(FaultCode.LoopDetected);
        deepest.ShouldBe(8);
    }

    [Fact]
    public async Task A_bypass_skips_the_steps_of_its_kind()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var runs = 0;
        await new TestStep("Create", "account").RegisterAsync(organization, (_, _) => runs++);

        await organization.Dataverse.WriteAsync(organization.Caller with { BypassSync = true },
            session => session.Create(new TableRow("account", Guid.Empty) { Values = { ["name"] = "A" } }), default);

        runs.ShouldBe(0);
    }

    [Fact]
    public async Task A_plugin_reads_linked_columns_by_FetchXML()
    {
        await using var organization = await TestOrganization.OpenAsync();
        AliasedValue? city = null;
        await new TestStep("Create", "contact").RegisterAsync(organization, (services, _) =>
        {
            var fetch = new FetchExpression("<fetch><entity name='contact'><attribute name='lastname' /><link-entity name='account' from='accountid' to='parentcustomerid' alias='a'><attribute name='address1_city' /></link-entity></entity></fetch>");
            city = (AliasedValue)TestStep.Service(services).RetrieveMultiple(fetch).Entities.Single()["a.address1_city"];
        });
        var account = await organization.CreateAsync("account", new() { ["name"] = "A", ["address1_city"] = "Ulm" });

        await organization.CreateAsync("contact", new() { ["lastname"] = "Lee", ["parentcustomerid"] = new Lookup("account", account) });

        (city!.EntityLogicalName, city.AttributeLogicalName, city.Value).ShouldBe(("account", "address1_city", "Ulm"));
    }
}
