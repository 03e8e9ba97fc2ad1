using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>solution.xml lists every component once, and lists nothing else.</summary>
sealed class RootComponentCheck(SolutionModel model, ProblemLog problems)
{
    public void Run()
    {
        // An id used twice is the identity check's to report.
        var expected = Components().DistinctBy(component => component.Key, StringComparer.OrdinalIgnoreCase).ToDictionary(component => component.Key, component => component.At, StringComparer.OrdinalIgnoreCase);
        var listed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var root in model.Roots)
        {
            var key = KeyOf(root);
            problems.Require(expected.ContainsKey(key), root, $"the root component {key} is in no source file{(IsControl(root) ? " and no built control; build Solution/Controls" : "")}.");
            problems.Require(listed.Add(key), root, $"the root component {key} is listed twice.");
        }
        foreach (var (key, at) in expected.Where(component => !listed.Contains(component.Key)))
        {
            problems.Add(at, $"the component {key} is missing among the root components of {model.Solution.Path}.");
        }
    }

    static bool IsControl(XElement root) => (string?)root.Attribute("type") == "66";

    /// <summary>Type and name, or type and id: the platform knows a component by one of them.</summary>
    static string KeyOf(XElement root) => $"{(string?)root.Attribute("type")} {(string?)root.Attribute("schemaName") ?? ((string?)root.Attribute("id"))?.Trim('{', '}')}";

    IEnumerable<(string Key, XElement At)> Components() =>
    [
        .. model.Tables.Select(table => ($"1 {table.LogicalName}", table.Declaration)),
        .. Named(FileKind.Choice, 9, root => (string)root.Attribute("Name")!),
        .. Named(FileKind.Role, 20, root => Bare((string)root.Attribute("id")!)),
        .. Named(FileKind.Flow, 29, root => Bare((string)root.Attribute("WorkflowId")!)),
        .. model.Tables.Where(table => table.IsStock).SelectMany(table => model.Of(FileKind.Form, table)).Select(form => ($"60 {Bare(form.Root.Descendants("formid").Single().Value)}", form.Root)),
        .. Named(FileKind.SiteMap, 62, root => root.Element("SiteMapUniqueName")!.Value),
        .. Named(FileKind.App, 80, root => root.Element("UniqueName")!.Value),
        .. model.Controls.Select(control => ($"66 {model.Prefix}_{control.Name}", control.Manifest.Root)),
        .. model.Plugins is { Assembly.Root: var assembly } ? [($"91 {(string)assembly.Attribute("FullName")!}", assembly)] : Array.Empty<(string, XElement)>(),
        .. model.Steps.Select(step => ($"92 {step.Id}", step.Declaration)),
    ];

    IEnumerable<(string, XElement)> Named(FileKind kind, int type, Func<XElement, string> name) => model.Of(kind).Select(file => ($"{type} {name(file.Root)}", file.Root));

    static string Bare(string id) => id.Trim('{', '}');
}
