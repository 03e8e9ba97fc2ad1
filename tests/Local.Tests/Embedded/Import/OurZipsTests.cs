using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Import;
using CrmInsights.Local.Form.Layout;
using CrmInsights.Local.Running;

namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>The zips that ship, all of them, one upon the other.</summary>
public sealed class OurZipsTests
{
    static readonly Guid s_stockForm = new("8448b78f-8f42-454e-8e2a-f8196b0419af");

    [Theory]
    [InlineData("managed")]
    [InlineData("unmanaged")]
    public async Task The_tab_and_the_flows_are_imported_upon_CrmInsights(string kind)
    {
        await using var organization = await TestOrganization.OpenAsync();
        await organization.Dataverse.ImportSolutionAsync(Zip("CrmInsights", kind), default);

        (await organization.Dataverse.ImportSolutionAsync(Zip("CrmInsightsAccountTab", kind), default)).Action.ShouldBe(ImportAction.Installed);
        (await organization.Dataverse.ImportSolutionAsync(Zip("CrmInsightsFlows", kind), default)).Action.ShouldBe(ImportAction.Installed);

        var form = await organization.FindAsync("systemform", s_stockForm, "formxml");
        FormXml.Read("Account", (string)form!["formxml"]!).Tabs.SelectMany(tab => tab.Columns).SelectMany(column => column.Sections).SelectMany(section => section.Rows)
            .SelectMany(row => row).ShouldContain(cell => cell.Control != null && cell.Control.Custom != null && cell.Control.Custom.Name == "ci_CrmInsights.InsightsCard");
        var flows = (await organization.ReadAsync(session => session.Query(new RowQuery("workflow")))).Rows;
        flows.Select(flow => (flow["category"], flow["statecode"])).ShouldBe([(5, 0), (5, 0)]);
    }

    [Theory]
    [InlineData("CrmInsightsAccountTab", "managed")]
    [InlineData("CrmInsightsAccountTab", "unmanaged")]
    [InlineData("CrmInsightsFlows", "managed")]
    [InlineData("CrmInsightsFlows", "unmanaged")]
    public async Task Before_CrmInsights_they_are_refused_with_the_name_of_what_is_missing(string solution, string kind)
    {
        await using var organization = await TestOrganization.OpenAsync();

        var refused = await Should.ThrowAsync<SolutionImportException>(() => organization.Dataverse.ImportSolutionAsync(Zip(solution, kind), default));

        refused.Message.ShouldContain("ci_");
        refused.Message.ShouldContain("Import CrmInsights (1.0.0.0) or later first.");
    }

    [Fact]
    public async Task Local_brings_the_tab_where_the_stock_form_is_and_says_why_not_where_it_is_gone()
    {
        await using var organization = await TestOrganization.OpenAsync();
        await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip, default);
        var setup = new SolutionSetup(organization.Dataverse, organization.Caller, null!);

        (await setup.ImportTabAsync(default)).ShouldBeNull();
        (await organization.ReadAsync(session => session.Query(new RowQuery("solution")))).Rows.Select(row => (string?)row["uniquename"]).ShouldContain("CrmInsightsAccountTab");

        await organization.DeleteAsync("systemform", s_stockForm);
        (await setup.ImportTabAsync(default))!.ShouldContain("CrmInsightsAccountTab, which adds a tab to it, was not imported");
    }

    static byte[] Zip(string solution, string kind) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "zips", $"{solution}_{kind}.zip"));
}
