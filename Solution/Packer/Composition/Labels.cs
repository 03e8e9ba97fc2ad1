using System.Xml.Linq;

namespace CrmInsights.Packer.Composition;

/// <summary>Texts for people. The solution speaks English (1033).</summary>
static class Labels
{
    public static XElement DisplayNames(string text) => new("displaynames", Text("displayname", text));

    public static XElement Descriptions(string text) => new("Descriptions", Text("Description", text));

    public static XElement LocalizedNames(string text) => new("LocalizedNames", Text("LocalizedName", text));

    public static XElement LocalizedCollectionNames(string text) => new("LocalizedCollectionNames", Text("LocalizedCollectionName", text));

    public static XElement OptionLabels(string text) => new("labels", Text("label", text));

    static XElement Text(string element, string text) => new(element, new XAttribute("description", text), new XAttribute("languagecode", 1033));
}
