using System.Globalization;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Import;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Serves what imported solutions bring for the browser: web resources by name, and the files of code components.</summary>
static class WebResourceEndpoints
{
    static readonly string[] s_types =
    [
        "application/octet-stream", "text/html; charset=utf-8", "text/css; charset=utf-8", "text/javascript; charset=utf-8", "text/xml; charset=utf-8", "image/png", "image/jpeg", "image/gif",
        "application/x-silverlight-app", "text/xml; charset=utf-8", "image/x-icon", "image/svg+xml", "text/xml; charset=utf-8",
    ];

    /// <summary>
    /// <c>/webresources/NAME</c>, and <c>/controls/NAME/FILE</c>, such as <c>/controls/ci_CrmInsights.InsightsCard/bundle.js</c>.
    /// </summary>
    /// <param name="app">Where to serve.</param>
    /// <param name="organization">Whose resources.</param>
    /// <param name="reader">On whose behalf they are read.</param>
    public static void MapWebResources(this IEndpointRouteBuilder app, IOrganization organization, Caller reader)
    {
        app.MapGet("/webresources/{**name}", (HttpContext http, string name) => Answer(http, organization, reader, name));
        app.MapGet("/controls/{control}/{**file}", (HttpContext http, string control, string file) => Answer(http, organization, reader, ClientRows.ResourceName(control, file)));
    }

    static async Task<IResult> Answer(HttpContext http, IOrganization organization, Caller reader, string name)
    {
        if (await organization.ReadAsync(reader, session => Find(session, name), http.RequestAborted) is not { } resource) return Results.NotFound();
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{resource.Version}\"");
        http.Response.Headers.ETag = etag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.Headers.IfNoneMatch == etag) return Results.StatusCode(StatusCodes.Status304NotModified);
        return Results.Bytes(Convert.FromBase64String((string)resource["content"]!), s_types[resource["webresourcetype"] as int? ?? 0]);
    }

    static TableRow? Find(IOrganizationSession session, string name) => session.Query(new RowQuery("webresource")
    {
        Columns = ["content", "webresourcetype"],
        Filter = new RowFilter.Compare(ColumnPath.Of("name"), CompareOperator.Eq, name),
        Top = 1,
    }).Rows.FirstOrDefault();
}
