using System.Xml.Linq;

namespace CrmInsights.Architecture.Tests;

/// <summary>Who may reference whom. Arrows point downwards only; Mining and the plug-ins know nobody.</summary>
public sealed class ReferenceTable
{
    static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Plugins/Sdk/Microsoft.Xrm.Sdk.csproj"] = [],
        ["Plugins/Plugins/CrmInsights.Plugins.csproj"] = ["Microsoft.Xrm.Sdk"],
        ["Functions/Mining/CrmInsights.Mining.csproj"] = [],
        ["Functions/Insights/CrmInsights.Insights.csproj"] = ["CrmInsights.Mining"],
        ["Functions/Dataverse/CrmInsights.Dataverse.csproj"] = [],
        ["Functions/Store/CrmInsights.Store.csproj"] = [],
        ["Functions/App/CrmInsights.App.csproj"] = ["CrmInsights.Mining", "CrmInsights.Insights", "CrmInsights.Dataverse", "CrmInsights.Store", "CrmInsights.Packer"],
        // The SDK is what the embedded Dataverse gives to plug-ins; the Packer only has to run first, here and after publishing the app.
        ["Functions/Local/CrmInsights.Local.csproj"] = ["CrmInsights.App", "Microsoft.Xrm.Sdk", "CrmInsights.Packer"],
        ["Solution/Packer/CrmInsights.Packer.csproj"] = ["CrmInsights.Plugins"],
    };

    public static TheoryData<string> Projects() => [.. Repository.Files("*.csproj").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_table_allows(string project)
    {
        s_allowed.ShouldContainKey(project, "every project has a line in the table");

        var references = XDocument.Load(Repository.PathOf(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        references.Except(s_allowed[project]).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_of_the_table_exists() => s_allowed.Keys.ShouldBeSubsetOf(Repository.Files("*.csproj"));

    [Fact]
    public void The_solution_lists_every_project()
    {
        var solution = File.ReadAllText(Repository.PathOf("CrmInsights.sln")).Replace('\\', '/');

        Repository.Files("*.csproj").Where(project => !solution.Contains(project, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void No_project_names_a_version_of_a_package()
    {
        var versions = Repository.Files("*.csproj")
            .SelectMany(project => XDocument.Load(Repository.PathOf(project)).Descendants("PackageReference"))
            .Where(package => package.Attribute("Version") is not null);

        versions.ShouldBeEmpty("versions are central, in Directory.Packages.props");
    }
}
