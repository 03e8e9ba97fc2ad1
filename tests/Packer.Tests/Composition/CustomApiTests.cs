namespace CrmInsights.Packer.Tests.Composition;

/// <summary>Custom APIs in the form of the platform's own exports; names and numbers are written down a second time on purpose.</summary>
public sealed class CustomApiTests
{
    public static TheoryData<string, string> Apis => new()
    {
        { "ci_StartPlay", "account" }, { "ci_StartPlayForContact", "contact" }, { "ci_ScoreAccount", "account" }, { "ci_ScoreContact", "contact" },
        { "ci_RecordOutcome", "account" }, { "ci_RecordOutcomeForContact", "contact" },
    };

    [Theory]
    [MemberData(nameof(Apis))]
    public void A_custom_API_is_an_action_on_a_row_that_workflows_may_call_and_that_allows_asynchronous_steps_only(string name, string table)
    {
        var api = PackedSolution.Ours.Managed.Xml($"customapis/{name}/customapi.xml");

        ((string)api.Attribute("uniquename")!).ShouldBe(name);
        Value(api, "boundentitylogicalname").ShouldBe(table);
        Value(api, "bindingtype").ShouldBe("1");
        Value(api, "isfunction").ShouldBe("0");
        Value(api, "allowedcustomprocessingsteptype").ShouldBe("1");
        Value(api, "workflowsdkstepenabled").ShouldBe("1");
    }

    /// <summary>The order of the children in the exports of EducationCore; the platform validates parts by a sequence.</summary>
    [Theory]
    [MemberData(nameof(Apis))]
    public void Its_elements_stand_in_the_order_of_the_alphabet(string name, string table)
    {
        table.ShouldNotBeEmpty();
        foreach (var part in PackedSolution.Ours.Managed.Names.Where(part => part.StartsWith($"customapis/{name}/", StringComparison.Ordinal)))
        {
            var children = PackedSolution.Ours.Managed.Xml(part).Elements().Select(child => child.Name.LocalName).ToList();
            children.ShouldBe(children.Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public void Its_plug_in_is_one_of_the_packed_assembly(string name, string table)
    {
        table.ShouldNotBeEmpty();
        var type = PackedSolution.Ours.Managed.Xml($"customapis/{name}/customapi.xml").Descendants("plugintypeexportkey").Single().Value;

        PackedSolution.Ours.Managed.Customizations.Descendants("PluginType").Select(declared => (string)declared.Attribute("PluginTypeId")!).ShouldContain(type);
    }

    /// <summary>Types by number: 0 Boolean, 8 Money, 10 String, 12 Guid.</summary>
    [Theory]
    [InlineData("ci_StartPlay", "customapirequestparameter", "Play", "10")]
    [InlineData("ci_StartPlay", "customapiresponseproperty", "ActionId", "12")]
    [InlineData("ci_StartPlay", "customapiresponseproperty", "Started", "0")]
    [InlineData("ci_StartPlayForContact", "customapiresponseproperty", "Reason", "10")]
    [InlineData("ci_ScoreContact", "customapiresponseproperty", "RunId", "12")]
    [InlineData("ci_RecordOutcome", "customapirequestparameter", "Amount", "8")]
    public void A_parameter_has_its_type(string api, string kind, string name, string type)
    {
        var part = PackedSolution.Ours.Managed.Xml($"customapis/{api}/{kind}s/{name}/{kind}.xml");

        ((string)part.Attribute("uniquename")!).ShouldBe(name);
        Value(part, "type").ShouldBe(type);
    }

    [Fact]
    public void Only_the_amount_may_be_left_out() =>
        PackedSolution.Ours.Managed.Names.Where(name => name.EndsWith("customapirequestparameter.xml", StringComparison.Ordinal))
            .Where(name => Value(PackedSolution.Ours.Managed.Xml(name), "isoptional") == "1")
            .ShouldAllBe(name => name.Contains("/Amount/"));

    static string Value(XElement element, string child) => element.Element(child)!.Value;
}
