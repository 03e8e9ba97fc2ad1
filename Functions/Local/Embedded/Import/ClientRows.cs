using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>What runs in the browser: web resources, and code components, each file of which is a web resource too, as on the platform.</summary>
static class ClientRows
{
    static readonly Dictionary<string, int> s_types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = 1,
        [".htm"] = 1,
        [".css"] = 2,
        [".js"] = 3,
        [".xml"] = 4,
        [".png"] = 5,
        [".jpg"] = 6,
        [".jpeg"] = 6,
        [".gif"] = 7,
        [".xsl"] = 9,
        [".ico"] = 10,
        [".svg"] = 11,
        [".resx"] = 12,
    };

    /// <summary>Name of the web resource that holds a file of a code component.</summary>
    /// <param name="control">Such as <c>ci_CrmInsights.InsightsCard</c>.</param>
    /// <param name="file">Path below the component's folder.</param>
    public static string ResourceName(string control, string file) => $"cc_{control}/{file}";

    public static IEnumerable<TableRow> Read(SolutionPackage package) =>
        [.. package.Section("WebResources").Elements("WebResource").Select(resource => Resource(package, resource)),
        .. package.Section("CustomControls").Elements("CustomControl").SelectMany(control => Control(package, control))];

    static TableRow Resource(SolutionPackage package, XElement resource)
    {
        resource.Only(
            """
            WebResourceId Name DisplayName Description LanguageCode WebResourceType IntroducedVersion IsEnabledForMobileClient IsAvailableForMobileOffline DependencyXml IsCustomizable
            CanBeDeleted IsHidden FileName
            """);
        return ComponentRows.Row("webresource", resource, resource.Need("WebResourceId"), new()
        {
            ["name"] = resource.Need("Name"),
            ["displayname"] = resource.Text("DisplayName"),
            ["description"] = resource.Text("Description"),
            ["webresourcetype"] = resource.Number("WebResourceType"),
            ["languagecode"] = resource.Number("LanguageCode"),
            ["ishidden"] = resource.Flag("IsHidden"),
            ["content"] = Convert.ToBase64String(package.Part(resource.Need("FileName"))),
        });
    }

    static IEnumerable<TableRow> Control(SolutionPackage package, XElement element)
    {
        var name = element.Only("Name FileName").Need("Name");
        var manifestPart = element.Need("FileName").TrimStart('/');
        var manifest = package.Parse(manifestPart);
        var declared = manifest.Element("control") ?? throw new SolutionImportException($"The part '{manifestPart}' has no <control>.");
        var qualified = $"{declared.NeedAttribute("namespace")}.{declared.NeedAttribute("constructor")}";
        if (!name.EndsWith("_" + qualified, StringComparison.Ordinal))
            throw new SolutionImportException($"The control '{name}' has a manifest of '{qualified}' in '{manifestPart}'; expected a name such as prefix_{qualified}.");
        var control = new TableRow("customcontrol", StableId.Of("customcontrol/" + name))
        {
            ["name"] = name,
            ["version"] = declared.NeedAttribute("version"),
            ["manifest"] = manifest.ToString(SaveOptions.DisableFormatting),
        };
        return [control, .. Files(package, control, manifest, manifestPart[..(manifestPart.LastIndexOf('/') + 1)])];
    }

    static IEnumerable<TableRow> Files(SolutionPackage package, TableRow control, XElement manifest, string folder)
    {
        var files = package.PartNames(folder).Select(part => part[folder.Length..]).ToList();
        var missing = manifest.Descendants("resources").Elements().Select(resource => (string?)resource.Attribute("path")).FirstOrDefault(path => path is not null && !files.Contains(path));
        if (missing is not null) throw new SolutionImportException($"The manifest of the control '{control["name"]}' names the file '{missing}', which the zip has not below {folder}.");
        foreach (var file in files)
        {
            var name = ResourceName((string)control["name"]!, file);
            var resource = new TableRow("webresource", StableId.Of("webresource/" + name))
            {
                ["name"] = name,
                ["webresourcetype"] = s_types.TryGetValue(Path.GetExtension(file), out var type) ? type : null,
                ["ishidden"] = true,
                ["content"] = Convert.ToBase64String(package.Part(folder + file)),
            };
            yield return resource;
            yield return new TableRow("customcontrolresource", StableId.Of("customcontrolresource/" + name))
            {
                ["name"] = file,
                ["customcontrolid"] = new Lookup(control.Table, control.Id),
                ["webresourceid"] = new Lookup(resource.Table, resource.Id),
            };
        }
    }
}
