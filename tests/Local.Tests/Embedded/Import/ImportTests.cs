using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Import;

namespace CrmInsights.Local.Tests.Embedded.Import;

public sealed class ImportTests
{
    [Fact]
    public async Task The_solution_brings_columns_tables_keys_and_components()
    {
        await using var organization = await TestOrganization.OpenAsync();

        var result = await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip, default);

        result.Action.ShouldBe(ImportAction.Installed);
        var tables = organization.Dataverse.Tables;
        tables["account"].Columns["ci_churnband"].Options.Select(option => option.Value).ShouldBe([712340000, 712340001, 712340002, 712340003, 712340004]);
        tables["account"].Keys.ShouldContain(key => key.Columns.SequenceEqual(new[] { "ci_externalid" }));
        tables["salesorderdetail"].ChangeTracking.ShouldBeTrue();
        tables["ci_segment"].OneToMany.Select(relationship => relationship.ReferencingTable).ShouldBe(["account", "contact"], ignoreOrder: true);
        (await CountAsync(organization, "sdkmessageprocessingstep")).ShouldBe(23);
        (await CountAsync(organization, "sdkmessageprocessingstepimage")).ShouldBe(26);
        (await CountAsync(organization, "customapi")).ShouldBe(6);
        (await CountAsync(organization, "role")).ShouldBe(4);
        (await CountAsync(organization, "environmentvariabledefinition")).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_use_the_new_columns_also_after_a_restart()
    {
        await using var organization = await TestOrganization.OpenAsync();
        await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip, default);
        var segment = await organization.CreateAsync("ci_segment", new() { ["ci_name"] = "Loyal" });
        var account = await organization.CreateAsync("account", new()
        {
            ["name"] = "A",
            ["ci_segmentid"] = new Lookup("ci_segment", segment),
            ["ci_churnscore"] = 61.239m,
            ["ci_externalid"] = "crm:1",
        });
        await organization.Dataverse.DisposeAsync();

        await using var reopened = await TestOrganization.OpenAsync(folder: organization.Folder);

        var row = (await reopened.FindAsync("account", account))!;
        (row["ci_segmentid"], row["ci_churnscore"]).ShouldBe((new Lookup("ci_segment", segment), 61.24m));
        (await reopened.Dataverse.ImportSolutionAsync(RealSolution.Zip, default)).Action.ShouldBe(ImportAction.Unchanged);
    }

    [Fact]
    public async Task An_upgrade_keeps_rows_and_secure_configuration_and_takes_away_what_is_gone()
    {
        await using var organization = await TestOrganization.OpenAsync();
        await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip, default);
        var account = await organization.CreateAsync("account", new() { ["name"] = "A", ["ci_externalid"] = "crm:1" });
        var step = (await organization.ReadAsync(session => session.Query(new RowQuery("sdkmessageprocessingstep")))).Rows[0].Id;
        var secret = await organization.CreateAsync("sdkmessageprocessingstepsecureconfig", new() { ["secureconfig"] = "key" });
        await organization.UpdateAsync("sdkmessageprocessingstep", step, new() { ["sdkmessageprocessingstepsecureconfigid"] = secret });
        var newer = RealSolution.Zip.Replace("solution.xml", "<Version>1.0.0.0</Version>", "<Version>1.1.0.0</Version>").Edit("customizations.xml", WithoutRoles);

        var result = await organization.Dataverse.ImportSolutionAsync(newer, default);

        result.Action.ShouldBe(ImportAction.Upgraded);
        (await organization.FindAsync("account", account))!["ci_externalid"].ShouldBe("crm:1");
        (await organization.FindAsync("sdkmessageprocessingstep", step))!["sdkmessageprocessingstepsecureconfigid"].ShouldBe(new Lookup("sdkmessageprocessingstepsecureconfig", secret));
        (await CountAsync(organization, "role")).ShouldBe(1);
        (await FailureAsync(organization, RealSolution.Zip)).ShouldContain("older than the installed version 1.1.0.0");
    }

    public static TheoryData<string, string, string, string> Unknown() => new()
    {
        { "customizations.xml", "<Type>decimal</Type>", "<Type>multiselectpicklist</Type>", "multiselectpicklist" },
        { "customizations.xml", "<ImeMode>disabled</ImeMode>", "<Glow>1</Glow>", "<Glow>" },
        { "customizations.xml", "<WebResources />", "<Reports><Report /></Reports>", "<Reports>" },
        { "customizations.xml", "<SourceType>0</SourceType>", "<SourceType>1</SourceType>", "roll-up" },
        { "solution.xml", "<RootComponent type=\"9\"", "<RootComponent type=\"300\"", "type 300" },
        { "solution.xml", "type=\"1\" schemaName=\"salesorder\" displayName", "type=\"1\" schemaName=\"quote\" displayName", "quote" },
    };

    [Theory]
    [MemberData(nameof(Unknown))]
    public async Task What_cannot_be_honoured_is_named_and_nothing_is_imported(string part, string old, string with, string named)
    {
        await using var organization = await TestOrganization.OpenAsync();

        (await FailureAsync(organization, RealSolution.Zip.Replace(part, old, with))).ShouldContain(named);

        organization.Dataverse.Tables["account"].Columns.ShouldNotContainKey("ci_churnscore");
        (await CountAsync(organization, "solution")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_Sales_tables_the_missing_dependencies_are_named()
    {
        await using var organization = await TestOrganization.OpenAsync(new EmbeddedOptions { WithSales = false });

        var message = await FailureAsync(organization, RealSolution.Zip);

        message.ShouldContain("salesorder of msdynce_Sales");
        message.ShouldContain("Dynamics 365 Sales");
    }

    static string WithoutRoles(string text)
    {
        var (start, end) = (text.IndexOf("<Roles>", StringComparison.Ordinal), text.IndexOf("</Roles>", StringComparison.Ordinal));
        return text[..start] + "<Roles>" + text[end..];
    }

    static async Task<string> FailureAsync(TestOrganization organization, byte[] zip) =>
        (await Should.ThrowAsync<SolutionImportException>(() => organization.Dataverse.ImportSolutionAsync(zip, default))).Message;

    static async Task<int?> CountAsync(TestOrganization organization, string table) =>
        (await organization.ReadAsync(session => session.Query(new RowQuery(table) { Columns = [], Top = 1, Count = true }))).Count;
}
