using System.Text.RegularExpressions;
using CrmInsights.App.Hosting;
using Microsoft.Extensions.Configuration;

namespace CrmInsights.App.Tests.Deploy;

/// <summary>The deployment as far as it can be looked at without Azure and without a Bicep compiler.</summary>
public sealed class BicepTests
{
    static readonly string s_root = FindRoot();
    static readonly BicepFile s_main = BicepFile.Parse(File.ReadAllText(Path.Combine(s_root, "Functions", "App", "Deploy", "main.bicep")));
    static readonly string[] s_words = ["true", "false", "null", "for", "in", "string", "int", "object", "if", "existing"];

    [Fact]
    public void Every_name_it_uses_is_declared()
    {
        var loop = new[] { "role" };

        s_main.Of("resource").Concat(s_main.Of("output")).SelectMany(declaration => BicepFile.Names(declaration.Text[(declaration.Text.IndexOf(" = ", StringComparison.Ordinal) + 2)..]))
            .Where(name => !s_main.Declares(name)).Except([.. s_words, .. loop]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_parameter_and_output_is_described() =>
        s_main.Of("param").Concat(s_main.Of("output")).ShouldAllBe(declaration => declaration.Decorators.Any(decorator => decorator.StartsWith("@description('", StringComparison.Ordinal)));

    [Fact]
    public void Secrets_are_secure_parameters_and_no_output()
    {
        s_main.Of("param").Where(parameter => parameter.Decorators.Contains("@secure()")).Select(parameter => parameter.Name).ShouldBe(["signingKey", "databasePassword"], ignoreOrder: true);
        foreach (var output in s_main.Of("output"))
            Regex.IsMatch(output.Text, "signingKey|databasePassword|Secret|listKeys|ConnectionString").ShouldBeFalse(output.Text);
    }

    [Theory]
    [InlineData("Microsoft.Web/serverfarms@")]
    [InlineData("Microsoft.Web/sites@")]
    [InlineData("Microsoft.Storage/storageAccounts@")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/containers@")]
    [InlineData("Microsoft.DBforPostgreSQL/flexibleServers@")]
    [InlineData("Microsoft.KeyVault/vaults@")]
    [InlineData("Microsoft.ManagedIdentity/userAssignedIdentities@")]
    [InlineData("Microsoft.Insights/components@")]
    public void Every_part_is_there_once(string type) => s_main.Of("resource").Count(resource => resource.Text.Contains($" '{type}", StringComparison.Ordinal)).ShouldBe(1);

    [Fact]
    public void The_plan_runs_a_custom_handler_without_settings_that_it_forbids()
    {
        s_main["plan"].Text.ShouldContain("name: 'FC1'");
        Regex.IsMatch(s_main["app"].Text, @"runtime: \{\s*name: 'custom'").ShouldBeTrue();
        // The plan takes the runtime from functionAppConfig and refuses these.
        foreach (var forbidden in new[] { "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "linuxFxVersion" })
            (s_main["app"].Text + s_main["settings"].Text).ShouldNotContain(forbidden);
    }

    [Fact]
    public void Storage_is_reached_by_identity_alone()
    {
        s_main["storage"].Text.ShouldContain("allowSharedKeyAccess: false");
        s_main["storageRoles"].Text.ShouldContain("[blobDataOwner, queueDataContributor, tableDataContributor]");
        Names().ShouldContain("AzureWebJobsStorage__queueServiceUri");
        Names().ShouldNotContain("AzureWebJobsStorage");
    }

    [Fact]
    public void Every_queue_of_the_functions_exists()
    {
        var bound = Directory.EnumerateFiles(Path.Combine(s_root, "Functions", "App"), "function.json", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}") && !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .SelectMany(path => Regex.Matches(File.ReadAllText(path), "\"queueName\": \"([a-z-]+)\"")).Select(match => match.Groups[1].Value).Distinct();
        var made = s_main.Of("resource").Where(resource => resource.Text.Contains("queueServices/queues@", StringComparison.Ordinal)).Select(resource => Regex.Match(resource.Text, "name: '([a-z-]+)'").Groups[1].Value);

        made.ShouldBe(bound, ignoreOrder: true);
    }

    [Fact]
    public void The_app_starts_with_the_settings_it_gets()
    {
        var values = new Dictionary<string, string?>
        {
            ["CrmInsights__DataverseUrl"] = "https://contoso.crm4.dynamics.com",
            ["CrmInsights__ClientId"] = "00000000-0000-0000-0000-000000000001",
            ["CrmInsights__SigningKey"] = new('k', 32),
            ["CrmInsights__Store"] = "postgres:Host=db.example.com;Database=crminsights;Username=crminsights;Password=\"p\";SSL Mode=VerifyFull",
        };
        var given = Names().Where(name => name.StartsWith("CrmInsights__", StringComparison.Ordinal)).ToDictionary(name => name.Replace("__", ":", StringComparison.Ordinal), name => values[name]);
        given["WEBSITE_SITE_NAME"] = "contoso-insights";

        var settings = AppSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build());

        settings.Dataverse.ClientId.ShouldBe(values["CrmInsights__ClientId"]);
    }

    [Fact]
    public void Every_setting_of_the_app_is_one_that_the_guide_lists()
    {
        var guide = File.ReadAllText(Path.Combine(s_root, "docs", "function-app.md"));

        foreach (var name in Names().Where(name => name.StartsWith("CrmInsights__", StringComparison.Ordinal)))
            (guide.Contains(name, StringComparison.Ordinal) || guide.Contains($"`{name["CrmInsights".Length..]}`", StringComparison.Ordinal)).ShouldBeTrue(name);
    }

    [Fact]
    public void The_parameter_file_gives_every_parameter_without_a_default_and_holds_no_secret()
    {
        var given = Regex.Matches(File.ReadAllText(Path.Combine(s_root, "Functions", "App", "Deploy", "main.bicepparam")), @"^param (\w+) = readEnvironmentVariable\('CRMINSIGHTS_\w+'\)$", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);

        given.ShouldBe(s_main.Of("param").Where(parameter => !parameter.Text.Contains(" = ", StringComparison.Ordinal)).Select(parameter => parameter.Name), ignoreOrder: true);
    }

    [Theory]
    [InlineData("resource a 'Microsoft.Web/sites@2024-04-01' = {\n")]
    [InlineData("resource a 'Microsoft.Web/sites@2024-04-01' = {\n)\n")]
    [InlineData("let a = 1")]
    [InlineData("var a = 'x\n")]
    [InlineData("var a = 1\nvar a = 2")]
    public void The_reader_refuses_what_is_broken(string text) => Should.Throw<InvalidDataException>(() => BicepFile.Parse(text));

    static List<string> Names() => [.. Regex.Matches(s_main["settings"].Text, @"^    (\w+): ", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CrmInsights.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
