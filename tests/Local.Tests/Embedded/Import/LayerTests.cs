using CrmInsights.Local.Embedded.Import;
using CrmInsights.Local.Form.Layout;

namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>Solutions upon solutions.</summary>
public sealed class LayerTests
{
    static readonly Guid s_account = new("8448b78f-8f42-454e-8e2a-f8196b0419af");

    static readonly TestSolution s_tab = new("AccountTab")
    {
        Requires = "type=\"2\" schemaName=\"ci_insights\" parentSchemaName=\"account\" solution=\"CrmInsights (1.0.0.0)\"",
        Sections =
            """
            <Entities><Entity><Name>Account</Name><EntityInfo><entity Name="Account"><attributes /></entity></EntityInfo><FormXml><forms type="main"><systemform>
            <formid>{8448b78f-8f42-454e-8e2a-f8196b0419af}</formid><form><tabs><tab name="INSIGHTS_TAB" id="{6b1b2f5e-6f6e-4f6e-9f0e-000000000004}" solutionaction="Added" ordinalvalue="1">
            <labels><label description="Insights" languagecode="1033" /></labels><columns><column width="100%"><sections><section name="INSIGHTS" id="{6b1b2f5e-6f6e-4f6e-9f0e-000000000005}">
            <labels><label description="Insights" languagecode="1033" /></labels><rows><row><cell id="{6b1b2f5e-6f6e-4f6e-9f0e-000000000006}"><labels><label description="Insights" languagecode="1033" /></labels>
            <control id="ci_insights" classid="{F9A8A302-114E-466A-B582-6771B2AE0D92}" datafieldname="ci_insights" uniqueid="{6b1b2f5e-6f6e-4f6e-9f0e-000000000007}" /></cell></row></rows></section></sections>
            </column></columns></tab></tabs><controlDescriptions><controlDescription forControl="{6b1b2f5e-6f6e-4f6e-9f0e-000000000007}" solutionaction="Added">
            <customControl formFactor="0" name="ci_CrmInsights.InsightsCard"><parameters /></customControl></controlDescription></controlDescriptions></form>
            </systemform></forms></FormXml></Entity></Entities>
            """,
    };

    [Fact]
    public async Task A_solution_without_the_one_it_builds_on_is_refused_with_its_name()
    {
        await using var organization = await TestOrganization.OpenAsync();

        var message = (await Should.ThrowAsync<SolutionImportException>(() => organization.Dataverse.ImportSolutionAsync(s_tab.Zip(), default))).Message;

        message.ShouldContain("ci_insights");
        message.ShouldContain("Import CrmInsights (1.0.0.0) or later first.");
    }

    [Fact]
    public async Task An_added_tab_stands_on_the_stock_form_at_its_place_with_its_control()
    {
        await using var organization = await WithTabAsync();

        var form = await FormAsync(organization);

        form.Tabs.Select(tab => tab.Label).ShouldBe(["Summary", "Insights", "Details"]);
        form.Tabs[1].Columns[0].Sections[0].Rows[0][0].Control!.Custom!.Name.ShouldBe("ci_CrmInsights.InsightsCard");
    }

    [Fact]
    public async Task A_newer_version_replaces_its_tab_and_one_without_a_tab_takes_it_away()
    {
        await using var organization = await WithTabAsync();

        var renamed = s_tab with { Version = "1.1.0.0", Sections = s_tab.Sections.Replace("description=\"Insights\"", "description=\"Customer\"", StringComparison.Ordinal) };
        await organization.Dataverse.ImportSolutionAsync(renamed.Zip(), default);
        (await FormAsync(organization)).Tabs.Select(tab => tab.Label).ShouldBe(["Summary", "Customer", "Details"]);

        await organization.Dataverse.ImportSolutionAsync((s_tab with { Version = "1.2.0.0", Sections = "" }).Zip(), default);
        (await FormAsync(organization)).Tabs.Select(tab => tab.Label).ShouldBe(["Summary", "Details"]);
    }

    [Fact]
    public async Task The_lower_solution_can_be_upgraded_under_the_upper_one_also_after_a_restart()
    {
        await using var organization = await WithTabAsync();
        await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip.Replace("solution.xml", "<Version>1.0.0.0</Version>", "<Version>1.1.0.0</Version>"), default);
        await organization.Dataverse.DisposeAsync();

        await using var reopened = await TestOrganization.OpenAsync(folder: organization.Folder);

        (await FormAsync(reopened)).Tabs.Count.ShouldBe(3);
        (await reopened.Dataverse.ImportSolutionAsync(s_tab.Zip(), default)).Action.ShouldBe(ImportAction.Unchanged);
    }

    [Fact]
    public async Task A_change_of_a_form_that_is_not_there_is_refused()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var other = s_tab with { Requires = null, Sections = s_tab.Sections.Replace("8448b78f", "9448b78f", StringComparison.Ordinal) };

        (await Should.ThrowAsync<SolutionImportException>(() => organization.Dataverse.ImportSolutionAsync(other.Zip(), default))).Message.ShouldContain("9448b78f");
    }

    static async Task<TestOrganization> WithTabAsync()
    {
        var organization = await TestOrganization.OpenAsync();
        await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip, default);
        await organization.Dataverse.ImportSolutionAsync(s_tab.Zip(), default);
        return organization;
    }

    static async Task<FormLayout> FormAsync(TestOrganization organization) =>
        FormXml.Read("Account", (string)(await organization.FindAsync("systemform", s_account, "formxml"))!["formxml"]!);
}
