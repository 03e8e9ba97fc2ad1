using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>A solution zip: who it is, what it needs, its customizations and its other parts.</summary>
sealed class SolutionPackage
{
    const string Sections =
        """
        Entities Roles Workflows FieldSecurityProfiles Templates RibbonDiffXml IsvConfig RelationshipRoles ConnectionRoles SiteMap EntityMaps EntityRelationships OrganizationSettings
        optionsets Reports RoutingRules Dashboards InteractionCentricDashboards Dialogs WebResources CustomControls SolutionPluginAssemblies SdkMessageProcessingSteps ServiceEndpoints
        AppModuleSiteMaps AppModules EntityDataProviders EntityDataSources connectionreferences CanvasApps Languages
        """;
    static readonly string[] s_honoured =
    [
        "Entities", "Roles", "Workflows", "EntityRelationships", "optionsets", "WebResources", "CustomControls", "SolutionPluginAssemblies", "SdkMessageProcessingSteps", "AppModuleSiteMaps",
        "AppModules", "connectionreferences", "Languages",
    ];
    static readonly string[] s_folders = ["PluginAssemblies", "environmentvariabledefinitions", "customapis", "WebResources", "Controls", "Workflows"];
    static readonly string[] s_rootParts = ["[Content_Types].xml", "solution.xml", "customizations.xml"];
    /// <summary>Table, choice, role, view, flow, chart, form, web resource, site map, code component, app, plug-in assembly, step, environment variable.</summary>
    static readonly string[] s_componentTypes = ["1", "2", "9", "10", "14", "20", "26", "29", "59", "60", "61", "62", "66", "80", "90", "91", "92", "93", "380"];

    readonly Dictionary<string, byte[]> _parts;

    SolutionPackage(byte[] zip, Dictionary<string, byte[]> parts)
    {
        (Zip, _parts) = (zip, parts);
        var solution = Parse("solution.xml");
        Manifest = solution.Element("SolutionManifest") ?? throw new SolutionImportException("solution.xml has no <SolutionManifest>.");
        Customizations = Parse("customizations.xml");
    }

    public byte[] Zip { get; }
    public XElement Manifest { get; }
    public XElement Customizations { get; }
    public string UniqueName => Manifest.Need("UniqueName");
    public bool IsManaged => Manifest.Flag("Managed");
    public Version Version => System.Version.TryParse(Manifest.Need("Version"), out var version) ? version
        : throw new SolutionImportException($"The solution's version '{Manifest.Need("Version")}' is no version.");

    public IEnumerable<XElement> Tables => Section("Entities").Elements("Entity");

    /// <exception cref="SolutionImportException">The zip is no solution, or holds what this organisation cannot honour.</exception>
    public static SolutionPackage Read(byte[] zip)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(zip));
            var package = new SolutionPackage(zip, archive.Entries.Where(entry => entry.Name.Length > 0).ToDictionary(entry => entry.FullName.Replace('\\', '/'), Bytes));
            package.ThrowIfUnknown();
            return package;
        }
        catch (InvalidDataException error)
        {
            throw new SolutionImportException($"The file is no solution zip: {error.Message}");
        }
    }

    public XElement Section(string name) => Customizations.Element(name) ?? new XElement(name);

    public byte[] Part(string name) => _parts.TryGetValue(name.TrimStart('/'), out var bytes) ? bytes
        : throw new SolutionImportException($"The zip has no part '{name.TrimStart('/')}', which customizations.xml names.");

    /// <summary>XML parts of a folder.</summary>
    public IEnumerable<XElement> Folder(string folder) => PartNames(folder + "/").Select(Parse);

    /// <summary>Full names of the parts below a folder, whose name ends in a slash.</summary>
    public IEnumerable<string> PartNames(string folder) => _parts.Keys.Where(part => part.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    void ThrowIfUnknown()
    {
        Customizations.Only(Sections);
        var section = Customizations.Elements().FirstOrDefault(candidate => candidate.HasElements && !s_honoured.Contains(candidate.Name.LocalName));
        if (section is not null)
            throw new SolutionImportException($"customizations.xml brings <{section.Name.LocalName}>/<{section.Elements().First().Name.LocalName}>, which the embedded Dataverse cannot honour.");
        var part = _parts.Keys.FirstOrDefault(name => !s_rootParts.Contains(name) && !s_folders.Contains(name.Split('/')[0]));
        if (part is not null) throw new SolutionImportException($"The zip holds '{part}', which the embedded Dataverse cannot honour.");
        var component = Manifest.Element("RootComponents")?.Elements().FirstOrDefault(candidate => !s_componentTypes.Contains(candidate.Attribute("type")?.Value));
        if (component is not null)
            throw new SolutionImportException($"solution.xml lists a root component of type {component.Attribute("type")?.Value}, which the embedded Dataverse does not know.");
    }

    /// <exception cref="SolutionImportException">The zip has no such part, or it is no XML.</exception>
    public XElement Parse(string part)
    {
        try
        {
            using var stream = new MemoryStream(Part(part));
            return XDocument.Load(stream).Root!;
        }
        catch (XmlException error)
        {
            throw new SolutionImportException($"The part '{part}' is no well-formed XML: {error.Message}");
        }
    }

    static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
