namespace CrmInsights.Packer.Tests.Composition;

/// <summary>The solution that adds one tab to the account form that Dynamics 365 brings.</summary>
public sealed class AccountTabTests
{
    const string StockForm = "{8448b78f-8f42-454e-8e2a-f8196b0419af}";
    const string Form = "CrmInsightsAccountTab/Entities/account/forms/account.xml";

    [Fact]
    public void Changes_the_platforms_own_form_by_one_added_tab_and_one_control()
    {
        var form = PackedSolution.AccountTab.Managed.Table("account").Descendants("systemform").Single();

        form.Element("formid")!.Value.ShouldBe(StockForm);
        ((string)form.Descendants("tab").Single().Attribute("solutionaction")!).ShouldBe("Added");
        ((string)form.Descendants("controlDescription").Single().Attribute("solutionaction")!).ShouldBe("Added");
        form.Descendants("customControl").Select(control => (string?)control.Attribute("name")).OfType<string>().Distinct().ShouldBe(["ci_CrmInsights.InsightsCard"]);
    }

    [Fact]
    public void Leaves_the_table_itself_alone_and_brings_nothing_else()
    {
        var customizations = PackedSolution.AccountTab.Managed.Customizations;

        var entity = customizations.Descendants("entity").Single();
        ((string?)entity.Attribute("unmodified")).ShouldBe("1");
        entity.Elements().Single().Name.LocalName.ShouldBe("attributes");
        entity.Element("attributes")!.HasElements.ShouldBeFalse();
        customizations.Element("CustomControls")!.HasElements.ShouldBeFalse();
        customizations.Element("SolutionPluginAssemblies")!.HasElements.ShouldBeFalse();
        PackedSolution.AccountTab.Managed.Names.ShouldBe(["[Content_Types].xml", "customizations.xml", "solution.xml"], ignoreOrder: true);
    }

    [Fact]
    public void Names_what_CrmInsights_must_bring_before()
    {
        var required = PackedSolution.AccountTab.Managed.Manifest.Descendants("Required").ToList();

        required.ShouldAllBe(one => (string)one.Attribute("solution")! == "CrmInsights (1.0.0.0)");
        required.Select(one => (string)one.Attribute("schemaName")!).ShouldBe(["ci_CrmInsights.InsightsCard", "ci_insights", "ci_insightson", "ci_profilingstatus", "ci_value12m"]);
    }

    [Theory]
    [InlineData("datafieldname=\"ci_profilingstatus\"", "datafieldname=\"ci_mood\"", "the form shows the column ci_mood")]
    [InlineData("ci_CrmInsights.InsightsCard", "ci_CrmInsights.LostCard", "neither packed here nor in a solution that this one depends on")]
    [InlineData("solutionaction=\"Added\" ordinalvalue", "solutionaction=\"Grown\" ordinalvalue", "solutionaction=\"Grown\" is unknown")]
    public void A_mistake_is_named_with_file_and_line(string found, string replacement, string message)
    {
        using var copy = new SourceCopy();
        var line = copy.Replace("../" + Form, found, replacement);

        copy.Pack("CrmInsightsAccountTab").ShouldContain(problem => problem.File == Form && problem.Line == line && problem.Message.Contains(message));
    }

    [Fact]
    public void A_GUID_of_the_other_solution_is_not_used_again()
    {
        using var copy = new SourceCopy();
        var other = XElement.Load(copy.PathOf("Entities/account/forms/crminsights.xml")).Descendants("tab").First().Attribute("id")!.Value;
        var own = XElement.Load(copy.PathOf("../" + Form)).Descendants("tab").Single().Attribute("id")!.Value;
        copy.Replace("../" + Form, own, other);

        copy.Pack("CrmInsightsAccountTab").ShouldContain(problem => problem.File == Form && problem.Message.Contains("is used twice, first in CrmInsights/Entities/account/forms/crminsights.xml("));
    }
}
