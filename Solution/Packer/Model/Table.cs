using System.Xml.Linq;
using CrmInsights.Packer.Sources;

namespace CrmInsights.Packer.Model;

/// <summary>A table of the solution: an own one, or a stock one that gets columns, keys or change tracking.</summary>
sealed record Table(SourceFile File, IReadOnlyList<Column> Columns)
{
    public XElement Declaration => File.Root;
    public string SchemaName => (string?)Declaration.Attribute("name") ?? "";
    public string LogicalName => SchemaName.ToLowerInvariant();
    public string Label => (string?)Declaration.Attribute("label") ?? "";
    public bool IsStock => (string?)Declaration.Attribute("stock") == "on";
    /// <summary>A stock table that is only named, so that a form of it can be given: nothing of the table itself changes.</summary>
    public bool IsUnchanged => IsStock && Columns.Count == 0 && !Keys.Any() && Declaration.Attribute("changetracking") is null;
    public bool HasChangeTracking => (string?)Declaration.Attribute("changetracking") == "on";
    public IEnumerable<XElement> Keys => Declaration.Elements("key");
    /// <summary>The folder of the table, where its forms and views lie too.</summary>
    public string Folder => File.Path[..File.Path.LastIndexOf('/')];
}
