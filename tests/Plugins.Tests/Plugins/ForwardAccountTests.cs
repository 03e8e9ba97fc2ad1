using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class ForwardAccountTests : StepTest
{
    readonly Guid _id = Guid.NewGuid();

    [Fact]
    public void An_account_is_told_with_the_columns_that_models_use_and_no_others()
    {
        Run(new ForwardAccount(null, Samples.Key), "account", Samples.Account(_id));

        App.Only.Type.ShouldBe("crminsights.account.changed");
        App.Only.Data.GetRawText().ShouldBe($$"""
            {"accountId":"{{_id}}","createdOn":"2025-01-02T03:04:05.000Z","stateCode":0,"currencyId":"{{Samples.Currency}}","industryCode":7,
            "country":"Côte d'Ivoire \"CI\"","employees":250,"revenue":1234567.8900,"ownerId":"{{Samples.Owner}}",
            "parentAccountId":"33333333-3333-4333-8333-333333333333","profilingStatus":712340001}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void Columns_without_a_value_are_left_out()
    {
        Run(new ForwardAccount(null, Samples.Key), "account", new Entity("account", _id) { ["statecode"] = new OptionSetValue(1), ["versionnumber"] = 3L });

        App.Only.Data.GetRawText().ShouldBe($$"""{"accountId":"{{_id}}","stateCode":1}""");
    }

    [Fact]
    public void A_deleted_account_is_told_from_the_image()
    {
        var parent = new EntityReference("account", Guid.NewGuid());
        Context.PreEntityImages.Add("pre", new Entity("account", Context.PrimaryEntityId) { ["parentaccountid"] = parent });

        Run(new ForwardAccount(null, Samples.Key), "account", row: null, "Delete");

        App.Only.Type.ShouldBe("crminsights.account.deleted");
        App.Only.Data.GetRawText().ShouldBe($$"""{"id":"{{Context.PrimaryEntityId}}","parentId":"{{parent.Id}}","parentTable":"account"}""");
        App.Only.Event.TryGetProperty("version", out _).ShouldBeFalse("a deletion counts more than every version");
    }

    [Fact]
    public void A_deletion_without_an_image_still_names_the_row()
    {
        Run(new ForwardAccount(null, Samples.Key), "account", row: null, "Delete");

        App.Only.Data.GetRawText().ShouldBe($$"""{"id":"{{Context.PrimaryEntityId}}"}""");
    }
}
