using System.Xml.Linq;

namespace CrmInsights.Packer.Model;

/// <summary>A column of one table. <paramref name="Declaration"/> is its line in the sources.</summary>
sealed record Column(string TableName, XElement Declaration)
{
    public string SchemaName => Text("name");
    public string LogicalName => SchemaName.ToLowerInvariant();
    public string Type => Text("type");
    public string Label => Text("label");
    public string Meaning => Declaration.Value.Trim();
    public string? Choice => (string?)Declaration.Attribute("choice");
    public string? Target => (string?)Declaration.Attribute("target");
    public string? Relationship => ((string?)Declaration.Attribute("relationship"))?.Replace("{table}", TableName, StringComparison.Ordinal);
    public bool IsLookup => Type is "lookup" or "owner";
    /// <summary>Kept by the platform itself.</summary>
    public bool IsSystem => Is("system");
    public bool IsPrimaryName => Is("primary");
    public bool IsWrittenByApp => Text("writer") == "app";

    public string Text(string attribute) => (string?)Declaration.Attribute(attribute) ?? "";

    public bool Is(string attribute, bool otherwise = false) => (string?)Declaration.Attribute(attribute) is { } text ? text == "on" : otherwise;
}
