using System.Xml.Linq;
using CrmInsights.Packer.Composition;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Output;

/// <summary>The parts of the solution zip.</summary>
sealed class Package(SolutionModel model, byte[] assembly)
{
    static readonly XNamespace s_contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    public IReadOnlyList<Part> Parts(bool managed) =>
    [
        Part.Xml("[Content_Types].xml", ContentTypes()),
        Part.Xml("solution.xml", Manifest(managed)),
        Part.Xml("customizations.xml", new CustomizationsWriter(model).Write()),
        new Part(model.Assembly.Root.Element("FileName")!.Value.TrimStart('/'), assembly),
        .. model.Of(FileKind.EnvironmentVariable).Select(EnvironmentVariable),
        .. model.Apis.SelectMany(new CustomApiWriter(model).Write),
    ];

    static Part EnvironmentVariable(SourceFile file) =>
        Part.Xml(file.Path[file.Path.IndexOf("environmentvariabledefinitions/", StringComparison.Ordinal)..], file.Root);

    XElement Manifest(bool managed)
    {
        var root = new XElement(model.Solution.Root);
        root.Element("SolutionManifest")!.Element("Managed")!.Value = managed ? "1" : "0";
        return root;
    }

    static XElement ContentTypes() => new(s_contentTypes + "Types", ContentType("xml"), ContentType("dll"));

    static XElement ContentType(string extension) => new(
        s_contentTypes + "Default",
        new XAttribute("Extension", extension),
        new XAttribute("ContentType", "application/octet-stream"));
}
