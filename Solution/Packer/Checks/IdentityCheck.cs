using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Checks;

/// <summary>Every component has an id of its own: an id used twice makes an import overwrite one component with another.</summary>
sealed class IdentityCheck(SolutionModel model, ProblemLog problems)
{
    /// <summary>Elements that carry an id of their own, and the attribute it stands in; empty where it is the element's text.</summary>
    static readonly (string Element, string Attribute)[] s_carriers =
    [
        ("Role", "id"), ("formid", ""), ("tab", "id"), ("section", "id"), ("cell", "id"), ("control", "uniqueid"), ("savedqueryid", ""),
        ("PluginAssembly", "PluginAssemblyId"), ("PluginType", "PluginTypeId"), ("step", "id"), ("image", "id"), ("Workflow", "WorkflowId"),
    ];

    readonly Dictionary<Guid, XElement> _seen = [];

    public void Run()
    {
        foreach (var file in model.Stack.SelectMany(one => FileKind.All.SelectMany(one.Of)).DistinctBy(file => file.Path))
        {
            foreach (var element in file.Root.DescendantsAndSelf())
            {
                Check(element);
            }
        }
    }

    void Check(XElement element)
    {
        foreach (var (_, attribute) in s_carriers.Where(carrier => carrier.Element == element.Name.LocalName && !IsReference(element)))
        {
            var text = attribute.Length == 0 ? element.Value : (string?)element.Attribute(attribute);
            if (text is not null) Check(element, text);
        }
    }

    /// <summary>An app names roles and a view's cells have no id: neither is a component of its own.</summary>
    static bool IsReference(XElement element) => element.Parent?.Name.LocalName is "AppModuleRoleMaps" or "DisplayConditions";

    void Check(XElement element, string text)
    {
        if (!Guid.TryParse(text, out var id))
        {
            problems.Add(element, $"\"{text}\" is no GUID.");
        }
        else if (!_seen.TryAdd(id, element))
        {
            var first = _seen[id];
            problems.Add(element, $"the GUID {text} is used twice, first in {SourceFile.PathOf(first)}({ProblemLog.LineOf(first)}); every component needs its own.");
        }
    }
}
