using CrmInsights.Local.Embedded.Contract;
using Microsoft.AspNetCore.Http.Features;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Puts the Web API on a web application.</summary>
static class WebApiEndpoints
{
    /// <summary>Longest request line that Dataverse takes, and then some; give it to Kestrel as <c>MaxRequestLineSize</c>.</summary>
    public const int MaxRequestLine = 34 * 1024;

    /// <summary>Serves the Web API at /api/data/v9.0 to v9.2.</summary>
    public static IEndpointConventionBuilder MapDataverseWebApi(this IEndpointRouteBuilder app, IOrganization organization, WebApiOptions? options = null)
    {
        options ??= new WebApiOptions();
        var door = new HttpDoor(new WebApiServer(organization), new CallerReader(organization, options), options);
        return app.Map("/api/data/{**rest}", (RequestDelegate)door.Answer);
    }

    /// <summary>Where the request line ends the service address and names the resource: <c>/api/data/v9.2/accounts?$top=1</c>.</summary>
    public static (string Root, string Target)? Split(HttpRequest request)
    {
        var raw = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } line ? line : request.Path + request.QueryString;
        return Split($"{request.Scheme}://{request.Host}", raw);
    }

    /// <param name="origin">Scheme and host.</param>
    /// <param name="address">Absolute address, or path from the host on.</param>
    public static (string Root, string Target)? Split(string origin, string address)
    {
        const string Prefix = "/api/data/";
        var start = address.StartsWith('/') ? 0 : address.IndexOf(Prefix, StringComparison.Ordinal);
        if (start < 0 || !address.AsSpan(start).StartsWith(Prefix)) return null;
        var version = address[(start + Prefix.Length)..].Split('/', '?')[0];
        if (version is not ("v9.0" or "v9.1" or "v9.2")) return null;
        var root = $"{origin}{Prefix}{version}/";
        return (root, address[(start + Prefix.Length + version.Length)..].TrimStart('/'));
    }
}
