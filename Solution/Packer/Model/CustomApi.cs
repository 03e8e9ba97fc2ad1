using System.Xml.Linq;

namespace CrmInsights.Packer.Model;

/// <summary>A custom API: an action bound to one table, and the message that it is.</summary>
sealed record CustomApi(XElement Declaration)
{
    public string Name => Text("name");
    public string Table => Text("table");
    public string Class => Text("class");
    public IEnumerable<XElement> Requests => Declaration.Elements("request");
    public IEnumerable<XElement> Responses => Declaration.Elements("response");

    public string Text(string attribute) => (string?)Declaration.Attribute(attribute) ?? "";
}
