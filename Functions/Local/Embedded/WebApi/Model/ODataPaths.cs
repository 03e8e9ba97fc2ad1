using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Parses the path of an address.</summary>
static class ODataPaths
{
    public static ODataPath Parse(WebApiModel model, string root, string relative)
    {
        var parser = new ODataUriParser(model.Edm, new Uri(root), new Uri(root + relative, UriKind.Absolute))
        {
            Resolver = new AlternateKeysODataUriResolver(model.Edm),
            UrlKeyDelimiter = ODataUrlKeyDelimiter.Parentheses,
        };
        try
        {
            return parser.ParsePath();
        }
        catch (ODataUnrecognizedPathException error)
        {
            throw Unrecognized(model, error, relative);
        }
        catch (ODataException) when (BehindCollection(model, relative) is { } segment)
        {
            throw Unknown(segment);
        }
        catch (ODataException) when (UnknownKey(model, relative) is { } set)
        {
            throw new WebApiException(400, (uint)Contract.FaultCode.ODataError, $"The key in the request URI is not valid for resource '{set.TypeName}'.");
        }
    }

    // ODataLib calls an unknown segment behind a collection a wrong use of the collection.
    static string? BehindCollection(WebApiModel model, string relative) =>
        relative.Split('?')[0].Split('/') is [var set, var segment, ..] && model.EntitySet(set) is not null ? Uri.UnescapeDataString(segment).Split('(')[0] : null;

    // Names in capitals are messages of Dataverse and sets of metadata: they exist, only not here.
    static WebApiException Unrecognized(WebApiModel model, ODataUnrecognizedPathException error, string relative)
    {
        var path = relative.Split('?')[0].Split('/');
        var segment = error.CurrentSegment ?? Array.Find(path, part => error.Message.Contains($"'{part}'", StringComparison.Ordinal)) ?? path[^1];
        var name = Uri.UnescapeDataString(segment).Split('(')[0];
        return path[0] == segment && name is [>= 'A' and <= 'Z', ..] && model.EntitySet(name) is null
            ? WebApiException.NotThere(name)
            : Unknown(name);
    }

    static WebApiException Unknown(string segment) => segment.StartsWith(WebApiModel.Namespace + ".", StringComparison.Ordinal)
        ? WebApiException.NotThere(segment)
        : WebApiException.NoSuchSegment(segment);

    static TableModel? UnknownKey(WebApiModel model, string relative)
    {
        var open = relative.IndexOf('(', StringComparison.Ordinal);
        var equals = relative.IndexOf('=', StringComparison.Ordinal);
        var close = relative.IndexOf(')', StringComparison.Ordinal);
        return open > 0 && equals > open && close > equals ? model.EntitySet(relative[..open]) : null;
    }
}
