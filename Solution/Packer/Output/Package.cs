using System.Xml.Linq;
using CrmInsights.Packer.Composition;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Output;

/// <summary>The parts of the solution zip.</summary>
/// <param name="model">The checked sources.</param>
/// <param name="assembly">The plug-in assembly; null where the solution brings none.</param>
sealed class Package(SolutionModel model, byte[]? assembly)
{
    static readonly XNamespace s_contentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";

    public IReadOnlyList<Part> Parts(bool managed)
    {
        IReadOnlyList<Part> parts =
        [
            Part.Xml("solution.xml", Manifest(managed)),
            Part.Xml("customizations.xml", new CustomizationsWriter(model).Write()),
            .. Assembly(),
            .. model.Controls.SelectMany(Control),
            .. model.Of(FileKind.EnvironmentVariable).Select(EnvironmentVariable),
            .. model.Flows.Select(flow => new Part(flow.Part, System.Text.Encoding.UTF8.GetBytes(flow.Definition!.Text))),
            .. model.Apis.SelectMany(new CustomApiWriter(model).Write),
        ];
        return [Part.Xml("[Content_Types].xml", ContentTypes(parts)), .. parts];
    }

    IEnumerable<Part> Assembly() =>
        assembly is null || model.Plugins is null ? [] : [new Part(model.Plugins.Assembly.Root.Element("FileName")!.Value.TrimStart('/'), assembly)];

    IEnumerable<Part> Control(BuiltControl control) =>
        control.Files.Where(control.Carries).Select(file => new Part($"Controls/{model.Prefix}_{control.Name}/{file}", control.Read(file)));

    static Part EnvironmentVariable(SourceFile file) =>
        Part.Xml(file.Path[file.Path.IndexOf("environmentvariabledefinitions/", StringComparison.Ordinal)..], file.Root);

    XElement Manifest(bool managed)
    {
        var root = new XElement(model.Solution.Root);
        root.Element("SolutionManifest")!.Element("Managed")!.Value = managed ? "1" : "0";
        return root;
    }

    static XElement ContentTypes(IEnumerable<Part> parts) => new(
        s_contentTypes + "Types",
        parts.Select(part => Path.GetExtension(part.Name)[1..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(ContentType));

    static XElement ContentType(string extension) => new(
        s_contentTypes + "Default",
        new XAttribute("Extension", extension),
        new XAttribute("ContentType", "application/octet-stream"));
}
