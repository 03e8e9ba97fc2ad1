using System.Xml.Linq;
using CrmInsights.Packer.Model;
using CrmInsights.Packer.Output;

namespace CrmInsights.Packer.Composition;

/// <summary>Expands a custom API to the platform's parts: one file for it, one for each parameter. Children stand in the order of the platform's exports.</summary>
sealed class CustomApiWriter(SolutionModel model)
{
    /// <summary>Types of parameters by the number that the platform gives them.</summary>
    static readonly string[] s_types =
        ["Boolean", "DateTime", "Decimal", "Entity", "EntityCollection", "EntityReference", "Float", "Integer", "Money", "Picklist", "String", "StringArray", "Guid"];

    public IEnumerable<Part> Write(CustomApi api) =>
    [
        Part.Xml($"customapis/{api.Name}/customapi.xml", Api(api)),
        .. api.Requests.Select(request => Member(api, request, "customapirequestparameter")),
        .. api.Responses.Select(response => Member(api, response, "customapiresponseproperty")),
    ];

    // Allowed custom processing step type 1: asynchronous steps only, so that nobody's step can fail the call. Binding type 1: a row.
    XElement Api(CustomApi api) => new(
        "customapi",
        new XAttribute("uniquename", api.Name),
        new XElement("allowedcustomprocessingsteptype", 1),
        new XElement("bindingtype", 1),
        new XElement("boundentitylogicalname", api.Table),
        Text("description", api.Declaration.Element("description")!.Value),
        Text("displayname", api.Text("label")),
        new XElement("iscustomizable", 0),
        new XElement("isfunction", 0),
        new XElement("isprivate", 0),
        new XElement("name", api.Name),
        new XElement("plugintypeid", new XElement("plugintypeexportkey", PluginTypeId(api))),
        new XElement("workflowsdkstepenabled", 1));

    static Part Member(CustomApi api, XElement member, string kind)
    {
        var name = (string)member.Attribute("name")!;
        return Part.Xml($"customapis/{api.Name}/{kind}s/{name}/{kind}.xml", new XElement(
            kind,
            new XAttribute("uniquename", name),
            Text("description", member.Value),
            Text("displayname", (string)member.Attribute("label")!),
            new XElement("iscustomizable", 0),
            member.Attribute("optional") is { } optional ? new XElement("isoptional", optional.Value == "yes" ? 1 : 0) : null,
            new XElement("name", name),
            new XElement("type", Array.IndexOf(s_types, (string)member.Attribute("type")!))));
    }

    static XElement Text(string name, string text) => new(
        name,
        new XAttribute("default", text),
        new XElement("label", new XAttribute("description", text), new XAttribute("languagecode", 1033)));

    string PluginTypeId(CustomApi api) =>
        (string)model.Plugins!.Assembly.Root.Element("PluginTypes")!.Elements().Single(type => PluginTypes.ClassOf(type) == api.Class).Attribute("PluginTypeId")!;
}
