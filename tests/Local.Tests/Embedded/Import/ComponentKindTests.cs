using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Import;

namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>Shapes of the files after real exports: EducationCoreBusinessLogic (custom API), ReportingSolution (code component), VendorIntegration (flows).</summary>
public sealed class ComponentKindTests
{
    const string Manifest =
        """
        <manifest><control namespace="CrmInsights" constructor="Card" version="1.2.3" control-type="virtual">
        <property name="value" of-type="Multiple" usage="bound" /><resources><code path="bundle.js" order="1" /><css path="css/card.css" /></resources></control></manifest>
        """;

    static readonly TestSolution s_control = new("Card")
    {
        Sections = "<CustomControls><CustomControl><Name>ci_CrmInsights.Card</Name><FileName>/Controls/ci_CrmInsights.Card/ControlManifest.xml</FileName></CustomControl></CustomControls>",
        Parts = new()
        {
            ["Controls/ci_CrmInsights.Card/ControlManifest.xml"] = Manifest,
            ["Controls/ci_CrmInsights.Card/bundle.js"] = "card()",
            ["Controls/ci_CrmInsights.Card/css/card.css"] = "p{}",
        },
    };

    static readonly TestSolution s_flow = new("Flows")
    {
        Sections =
            """
            <Workflows><Workflow WorkflowId="{6b1b2f5e-6f6e-4f6e-9f0e-000000000001}" Name="Band worsens"><JsonFileName>/Workflows/Bandworsens.json</JsonFileName><Type>1</Type><Category>5</Category>
            <StateCode>1</StateCode><StatusCode>2</StatusCode><PrimaryEntity>none</PrimaryEntity></Workflow></Workflows>
            <connectionreferences><connectionreference connectionreferencelogicalname="ci_dataverse"><connectionreferencedisplayname>Dataverse</connectionreferencedisplayname>
            <connectorid>/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps</connectorid></connectionreference></connectionreferences>
            """,
        Parts = new() { ["Workflows/Bandworsens.json"] = """{"properties":{"definition":{"triggers":{}}},"schemaVersion":"1.0.0.0"}""" },
    };

    [Fact]
    public async Task A_code_component_comes_with_each_of_its_files()
    {
        await using var organization = await TestOrganization.OpenAsync();

        await organization.Dataverse.ImportSolutionAsync(s_control.Zip(), default);

        var control = (await RowsAsync(organization, "customcontrol")).ShouldHaveSingleItem();
        (control["name"], control["version"]).ShouldBe(("ci_CrmInsights.Card", "1.2.3"));
        (await RowsAsync(organization, "webresource")).Select(row => (string?)row["name"]).ShouldBe(
            ["cc_ci_CrmInsights.Card/ControlManifest.xml", "cc_ci_CrmInsights.Card/bundle.js", "cc_ci_CrmInsights.Card/css/card.css"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_code_component_without_one_of_its_files_is_refused()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var parts = new Dictionary<string, string>(s_control.Parts);
        parts.Remove("Controls/ci_CrmInsights.Card/bundle.js");

        (await FailureAsync(organization, s_control with { Parts = parts })).ShouldContain("'bundle.js'");
    }

    [Fact]
    public async Task A_flow_is_kept_switched_off_though_the_solution_switches_it_on()
    {
        await using var organization = await TestOrganization.OpenAsync();

        await organization.Dataverse.ImportSolutionAsync(s_flow.Zip(), default);

        var flow = (await RowsAsync(organization, "workflow")).ShouldHaveSingleItem();
        (flow["name"], flow["category"], flow["statecode"], flow["statuscode"]).ShouldBe(("Band worsens", 5, 0, 1));
        (await RowsAsync(organization, "connectionreference")).ShouldHaveSingleItem()["connectionreferencelogicalname"].ShouldBe("ci_dataverse");
    }

    [Theory]
    [InlineData("<Category>5</Category>", "<Category>0</Category>", "category 0")]
    [InlineData("Bandworsens.json", "Gone.json", "Gone.json")]
    public async Task A_process_that_cannot_be_kept_is_refused(string old, string with, string named)
    {
        await using var organization = await TestOrganization.OpenAsync();

        (await FailureAsync(organization, s_flow with { Sections = s_flow.Sections.Replace(old, with, StringComparison.Ordinal) })).ShouldContain(named);
    }

    [Fact]
    public async Task A_chart_and_a_web_resource_become_rows()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var solution = new TestSolution("Charts")
        {
            Sections =
                """
                <Entities><Entity><Name>Account</Name><EntityInfo><entity Name="Account"><attributes /></entity></EntityInfo><Visualizations><visualization>
                <savedqueryvisualizationid>{6b1b2f5e-6f6e-4f6e-9f0e-000000000002}</savedqueryvisualizationid><datadescription><datadefinition /></datadescription>
                <presentationdescription><Chart /></presentationdescription><isdefault>0</isdefault><LocalizedNames><LocalizedName description="Customers by band" /></LocalizedNames>
                </visualization></Visualizations></Entity></Entities>
                <WebResources><WebResource><WebResourceId>{6b1b2f5e-6f6e-4f6e-9f0e-000000000003}</WebResourceId><Name>ci_/logo.svg</Name><WebResourceType>11</WebResourceType>
                <FileName>/WebResources/ci_logosvg1</FileName></WebResource></WebResources>
                """,
            Parts = new() { ["WebResources/ci_logosvg1"] = "<svg/>" },
        };

        await organization.Dataverse.ImportSolutionAsync(solution.Zip(), default);

        var chart = (await RowsAsync(organization, "savedqueryvisualization")).ShouldHaveSingleItem();
        (chart["name"], chart["primaryentitytypecode"], chart["datadescription"]).ShouldBe(("Customers by band", "account", "<datadefinition />"));
        (await RowsAsync(organization, "webresource")).ShouldHaveSingleItem()["name"].ShouldBe("ci_/logo.svg");
    }

    [Fact]
    public async Task A_custom_api_brings_its_message_and_loses_it_with_the_version_that_has_it_no_more()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var solution = new TestSolution("Plays") { Parts = CustomApiParts.StartPlay };

        await organization.Dataverse.ImportSolutionAsync(solution.Zip(), default);

        var api = (await RowsAsync(organization, "customapi")).ShouldHaveSingleItem();
        (api["uniquename"], api["bindingtype"], api["boundentitylogicalname"]).ShouldBe(("ci_StartPlay", 1, "account"));
        (await RowsAsync(organization, "customapirequestparameter")).ShouldHaveSingleItem()["customapiid"].ShouldBe(new Lookup("customapi", api.Id));
        (await RowsAsync(organization, "customapiresponseproperty")).Count.ShouldBe(2);
        (await MessagesAsync(organization)).ShouldContain("ci_StartPlay");

        await organization.Dataverse.ImportSolutionAsync((solution with { Version = "2.0.0.0", Parts = [] }).Zip(), default);

        (await RowsAsync(organization, "customapi")).ShouldBeEmpty();
        (await MessagesAsync(organization)).ShouldNotContain("ci_StartPlay");
    }

    static async Task<IReadOnlyList<string?>> MessagesAsync(TestOrganization organization) => [.. (await RowsAsync(organization, "sdkmessage")).Select(row => (string?)row["name"])];

    static async Task<IReadOnlyList<TableRow>> RowsAsync(TestOrganization organization, string table) => (await organization.ReadAsync(session => session.Query(new RowQuery(table)))).Rows;

    static async Task<string> FailureAsync(TestOrganization organization, TestSolution solution) =>
        (await Should.ThrowAsync<SolutionImportException>(() => organization.Dataverse.ImportSolutionAsync(solution.Zip(), default))).Message;
}
