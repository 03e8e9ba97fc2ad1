using System.Text;
using CrmInsights.Packer.Checks;

namespace CrmInsights.Packer.Tests.Output;

public sealed class PackageTests
{
    [Fact]
    public void Two_folders_give_the_same_bytes()
    {
        using var copy = new SourceCopy();
        copy.Pack().ShouldBeEmpty();
        var (managed, unmanaged) = PackedSolution.Read(copy.Output);

        managed.Bytes.ShouldBe(PackedSolution.Ours.Managed.Bytes);
        unmanaged.Bytes.ShouldBe(PackedSolution.Ours.Unmanaged.Bytes);
    }

    [Fact]
    public void Line_ends_of_the_sources_do_not_matter()
    {
        using var copy = new SourceCopy();
        foreach (var file in Directory.EnumerateFiles(copy.Sources, "*.xml", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        copy.Pack().ShouldBeEmpty();

        PackedSolution.Read(copy.Output).Managed.Bytes.ShouldBe(PackedSolution.Ours.Managed.Bytes);
    }

    [Fact]
    public void The_assembly_names_no_folder_of_this_machine()
    {
        var assembly = PackedSolution.Ours.Managed[PackedSolution.Ours.Managed.Names.Single(name => name.EndsWith(".dll", StringComparison.Ordinal))];

        assembly.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Checkout.Root)).ShouldBe(-1);
        assembly.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Checkout.Root)).ShouldBe(-1);
    }

    [Fact]
    public void Managed_and_unmanaged_differ_in_one_digit()
    {
        var (managed, unmanaged) = PackedSolution.Ours;

        managed.Names.ShouldBe(unmanaged.Names);
        managed.Names.Where(name => !managed[name].AsSpan().SequenceEqual(unmanaged[name])).ShouldBe(["solution.xml"]);
        Encoding.UTF8.GetString(managed["solution.xml"]).ShouldBe(Encoding.UTF8.GetString(unmanaged["solution.xml"]).Replace("<Managed>0<", "<Managed>1<", StringComparison.Ordinal));
    }

    [Fact]
    public void The_zip_holds_the_parts_that_an_import_looks_for()
    {
        var names = PackedSolution.Ours.Managed.Names.ToList();

        names.ShouldContain("[Content_Types].xml");
        names.ShouldContain("environmentvariabledefinitions/ci_FunctionsUrl/environmentvariabledefinition.xml");
        names.ShouldContain(PackedSolution.Ours.Managed.Customizations.Element("SolutionPluginAssemblies")!.Descendants("FileName").Single().Value.TrimStart('/'));
        names.ShouldContain("Controls/ci_CrmInsights.InsightsCard/ControlManifest.xml");
        names.ShouldContain("Controls/ci_CrmInsights.InsightsCard/bundle.js");
        names.ShouldContain("Controls/ci_CrmInsights.InsightsCard/strings/InsightsCard.1033.resx");
        names.ShouldContain("Controls/ci_CrmInsights.ModelReport/bundle.js");
        names.ShouldContain("Controls/ci_CrmInsights.ModelReport/css/ModelReport.css");
        names.Count(name => !name.StartsWith("customapis/", StringComparison.Ordinal)).ShouldBe(14);
    }

    [Fact]
    public void The_packed_assembly_is_the_built_one_under_its_own_name()
    {
        var declaration = PackedSolution.Ours.Managed.Customizations.Descendants("PluginAssembly").Single();
        var packed = PackedSolution.Ours.Managed[declaration.Element("FileName")!.Value.TrimStart('/')];

        packed.ShouldBe(File.ReadAllBytes(Checkout.PluginAssembly));
        AssemblyFacts.Read(packed).FullName.ShouldBe((string)declaration.Attribute("FullName")!);
    }

    [Fact]
    public void The_environment_variable_is_required_and_travels_without_a_value()
    {
        var definition = PackedSolution.Ours.Managed.Xml("environmentvariabledefinitions/ci_FunctionsUrl/environmentvariabledefinition.xml");

        ((string)definition.Attribute("schemaname")!).ShouldBe("ci_FunctionsUrl");
        definition.Element("type")!.Value.ShouldBe("100000000");
        definition.Element("isrequired")!.Value.ShouldBe("1");
        definition.Element("defaultvalue").ShouldBeNull();
        PackedSolution.Ours.Managed.Names.ShouldNotContain(name => name.Contains("environmentvariablevalues", StringComparison.Ordinal));
    }

    [Fact]
    public void The_manifest_names_the_publisher_and_what_Sales_must_bring()
    {
        var manifest = PackedSolution.Ours.Managed.Manifest;

        manifest.Element("Publisher")!.Element("CustomizationPrefix")!.Value.ShouldBe("ci");
        manifest.Element("Publisher")!.Element("CustomizationOptionValuePrefix")!.Value.ShouldBe("71234");
        manifest.Descendants("Required").Select(required => (string)required.Attribute("schemaName")!).Distinct().ShouldBe(["salesorder", "salesorderdetail", "product"]);
    }

    [Fact]
    public void The_service_role_may_write_customers_and_the_reader_may_only_read()
    {
        var roles = PackedSolution.Ours.Managed.Customizations.Element("Roles")!.Elements()
            .ToDictionary(role => (string)role.Attribute("name")!, role => role.Descendants("RolePrivilege").Select(privilege => (string)privilege.Attribute("name")!).ToList());

        new[] { "prvReadAccount", "prvWriteAccount", "prvReadSalesOrder", "prvReadProduct", "prvCreateci_run", "prvWriteci_model" }.ShouldBeSubsetOf(roles["CrmInsights Service"]);
        roles["CrmInsights Service"].ShouldNotContain("prvDeleteAccount");
        roles["CrmInsights Reader"].ShouldAllBe(privilege => privilege.StartsWith("prvRead", StringComparison.Ordinal));
    }
}
