using System.Xml.Linq;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Import;

/// <summary>Custom APIs with their parameters, and the message that each one is.</summary>
sealed class CustomApiRows(SolutionPackage package)
{
    const string Folder = "customapis/";
    const string Unbound = "none";

    public IEnumerable<TableRow> Read()
    {
        var parts = package.PartNames(Folder).Where(part => part.EndsWith(".xml", StringComparison.Ordinal)).Select(part => (Api: part.Split('/')[1], Xml: package.Parse(part))).ToList();
        foreach (var (_, xml) in parts.Where(part => part.Xml.Name.LocalName == "customapi"))
        {
            foreach (var row in Api(xml)) yield return row;
        }
        foreach (var (api, xml) in parts.Where(part => part.Xml.Name.LocalName != "customapi")) yield return Member(api, xml);
    }

    static IEnumerable<TableRow> Api(XElement api)
    {
        api.Only(
            """
            allowedcustomprocessingsteptype bindingtype boundentitylogicalname description displayname executeprivilegename iscustomizable isfunction isprivate name plugintypeid
            workflowsdkstepenabled
            """);
        var name = api.NeedAttribute("uniquename");
        ThrowIfWrong(api, name);
        var message = new TableRow("sdkmessage", StableId.Of("sdkmessage/" + name)) { ["name"] = name };
        yield return message;
        yield return new TableRow("sdkmessagefilter", StableId.Of("sdkmessagefilter/" + name))
        {
            ["name"] = name,
            ["primaryobjecttypecode"] = api.Text("boundentitylogicalname") ?? Unbound,
            ["iscustomprocessingstepallowed"] = api.Number("allowedcustomprocessingsteptype") is > 0,
            ["sdkmessageid"] = new Lookup(message.Table, message.Id),
        };
        yield return new TableRow("customapi", IdOf(name))
        {
            ["uniquename"] = name,
            ["name"] = api.Need("name"),
            ["displayname"] = Default(api, "displayname"),
            ["description"] = Default(api, "description"),
            ["bindingtype"] = api.Number("bindingtype") ?? 0,
            ["boundentitylogicalname"] = api.Text("boundentitylogicalname"),
            ["allowedcustomprocessingsteptype"] = api.Number("allowedcustomprocessingsteptype") ?? 0,
            ["isfunction"] = api.Flag("isfunction"),
            ["isprivate"] = api.Flag("isprivate"),
            ["workflowsdkstepenabled"] = api.Flag("workflowsdkstepenabled"),
            ["plugintypeid"] = PluginType(api) is { } type ? new Lookup("plugintype", type) : null,
            ["sdkmessageid"] = new Lookup(message.Table, message.Id),
        };
    }

    static void ThrowIfWrong(XElement api, string name)
    {
        var isBound = api.Number("bindingtype") is 1 or 2;
        if (isBound != api.Text("boundentitylogicalname") is not null)
            throw new SolutionImportException($"The custom API {name} has bindingtype {api.Text("bindingtype")} and boundentitylogicalname '{api.Text("boundentitylogicalname")}'; a bound one (1, 2) names a table, a global one (0) none.");
        if (api.Text("executeprivilegename") is { } privilege)
            throw new SolutionImportException($"The custom API {name} asks for the privilege '{privilege}', which cannot be honoured.");
        if (api.Flag("isfunction") && api.Flag("workflowsdkstepenabled"))
            throw new SolutionImportException($"The custom API {name} is a function and enabled for workflows, which the platform refuses.");
    }

    TableRow Member(string api, XElement member)
    {
        var isRequest = member.Name.LocalName == "customapirequestparameter";
        if (!isRequest && member.Name.LocalName != "customapiresponseproperty") throw new SolutionImportException($"The custom API {api} holds a <{member.Name.LocalName}>, which is not known.");
        member.Only("description displayname iscustomizable isoptional logicalentityname name type");
        var name = member.NeedAttribute("uniquename");
        var row = new TableRow(member.Name.LocalName, StableId.Of($"{member.Name.LocalName}/{api}/{name}"))
        {
            ["uniquename"] = name,
            ["name"] = member.Text("name") ?? name,
            ["displayname"] = Default(member, "displayname"),
            ["description"] = Default(member, "description"),
            ["type"] = member.Number("type") ?? throw new SolutionImportException($"The parameter {name} of the custom API {api} has no <type>."),
            ["logicalentityname"] = member.Text("logicalentityname"),
            ["customapiid"] = new Lookup("customapi", IdOf(api)),
        };
        if (isRequest) row["isoptional"] = member.Flag("isoptional");
        return row;
    }

    /// <summary>Newer exports say plugintypeexportkey, older ones plugintypeid.</summary>
    static Guid? PluginType(XElement api) =>
        api.Element("plugintypeid") is not { } type ? null : api.NeedId(type.Text("plugintypeexportkey") ?? type.Need("plugintypeid"));

    static Guid IdOf(string api) => StableId.Of("customapi/" + api);

    static string? Default(XElement element, string child) => element.Element(child)?.Attribute("default")?.Value;
}
