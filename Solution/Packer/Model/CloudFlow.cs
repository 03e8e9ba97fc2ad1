using System.Xml.Linq;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>A cloud flow: its entry among the processes, and beside it the file with its definition, of the same name.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Definition">The definition; null where the file is missing.</param>
sealed record CloudFlow(SourceFile Entry, TextFile? Definition)
{
    public XElement Declaration => Entry.Root;
    public string Id => ((string?)Entry.Root.Attribute("WorkflowId") ?? "").Trim('{', '}');
    /// <summary>Where the definition lies in the zip.</summary>
    public string Part => (Entry.Root.Element("JsonFileName")?.Value ?? "").TrimStart('/');

    /// <summary>The path that the definition must have.</summary>
    public static string DefinitionPath(SourceFile entry) => Path.ChangeExtension(entry.Path, ".json");
}
