namespace CrmInsights.Local.Tests.Embedded.Import;

/// <summary>Parts of a solution zip that declare custom APIs.</summary>
static class CustomApiParts
{
    /// <summary>Bound to account, an action: Play in, ActionId and Started out.</summary>
    public static Dictionary<string, string> StartPlay { get; } = Of("ci_StartPlay", new()
    {
        ["bindingtype"] = "1",
        ["boundentitylogicalname"] = "account",
        ["allowedcustomprocessingsteptype"] = "1",
    }, [("Play", 10)], [("ActionId", 12), ("Started", 0)]);

    /// <param name="name">Unique name.</param>
    /// <param name="settings">Elements of customapi.xml.</param>
    /// <param name="request">Parameters with their types; a ? at the end of a name makes it optional.</param>
    /// <param name="response">Properties with their types.</param>
    public static Dictionary<string, string> Of(string name, Dictionary<string, string> settings, (string Name, int Type)[] request, (string Name, int Type)[] response)
    {
        var elements = string.Concat(settings.Select(pair => $"<{pair.Key}>{pair.Value}</{pair.Key}>"));
        var parts = new Dictionary<string, string> { [$"customapis/{name}/customapi.xml"] = $"<customapi uniquename=\"{name}\">{elements}<name>{name}</name></customapi>" };
        foreach (var (full, type) in request)
        {
            var parameter = full.TrimEnd('?');
            parts[$"customapis/{name}/customapirequestparameters/{parameter}/customapirequestparameter.xml"] =
                $"<customapirequestparameter uniquename=\"{parameter}\"><isoptional>{(full.EndsWith('?') ? 1 : 0)}</isoptional><name>{parameter}</name><type>{type}</type></customapirequestparameter>";
        }
        foreach (var (property, type) in response)
        {
            parts[$"customapis/{name}/customapiresponseproperties/{property}/customapiresponseproperty.xml"] =
                $"<customapiresponseproperty uniquename=\"{property}\"><name>{property}</name><type>{type}</type></customapiresponseproperty>";
        }
        return parts;
    }
}
