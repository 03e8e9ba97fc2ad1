using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace CrmInsights.Local.Form;

/// <summary>The addresses of the web form.</summary>
static class FormEndpoints
{
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'{0}; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    static readonly EntityTagHeaderValue s_build = new($"\"{typeof(FormEndpoints).Module.ModuleVersionId:N}\"");

    static readonly Dictionary<string, string> s_assets = new()
    {
        ["form.css"] = "text/css; charset=utf-8",
        ["form.js"] = "text/javascript; charset=utf-8",
        ["host.js"] = "text/javascript; charset=utf-8",
        ["icon.svg"] = "image/svg+xml",
    };

    public static void MapForm(this IEndpointRouteBuilder routes, FormSite site)
    {
        var list = new CustomerList(site);
        var page = new CustomerPage(site);
        routes.MapGet("/", async (HttpContext http, CancellationToken cancellation) => Page(http, await list.DrawAsync(Request(http.Request.Query), cancellation)));
        routes.MapReports(site);
        routes.MapGet("/status", () => Status(site));
        routes.MapGet("/assets/{name}", (string name) => s_assets.TryGetValue(name, out var type) ? Results.Stream(Asset(name), type, entityTag: s_build) : Results.NotFound());
        foreach (var table in CustomerTable.All)
        {
            routes.MapGet($"/{table.EntitySet}/{{id:guid}}", (HttpContext http, Guid id) => CustomerAsync(http, page, table, id));
            routes.MapGet($"/{table.EntitySet}/{{id:guid}}/live", (HttpContext http, Guid id, CancellationToken cancellation) => LiveAsync(http, page, table, id));
            routes.MapGet($"/{table.EntitySet}/{{id:guid}}/orders", async (HttpContext http, Guid id, CancellationToken cancellation) =>
                Page(http, await page.DrawOrdersAsync(table, id, cancellation)));
        }
    }

    static ListRequest Request(IQueryCollection query)
    {
        var table = CustomerTable.All.FirstOrDefault(table => table.LogicalName == query["table"]) ?? CustomerTable.All[0];
        return new ListRequest(table, query["search"].ToString().Trim(), query["sort"].ToString() is { Length: > 0 } sort ? sort : "risk",
            int.TryParse(query["page"], out var page) ? Math.Clamp(page, 1, 100_000) : 1);
    }

    // Fluent UI writes its styles when it needs them; the nonce allows its style elements and no others.
    static async Task<IResult> CustomerAsync(HttpContext http, CustomerPage page, CustomerTable table, Guid id)
    {
        var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        return await page.DrawAsync(table, id, nonce, http.RequestAborted) is { } html ? Page(http, html, $" 'nonce-{nonce}'") : NotThere(http, table);
    }

    static IResult Page(HttpContext http, Html html, string styles = "")
    {
        http.Response.Headers.ContentSecurityPolicy = string.Format(CultureInfo.InvariantCulture, Policy, styles);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Content(html.ToString(), "text/html; charset=utf-8");
    }

    static IResult NotThere(HttpContext http, CustomerTable table)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Page(http, PageShell.Message("Not there", $"There is no {table.LogicalName} with this id. It may have been deleted."));
    }

    static async Task<IResult> LiveAsync(HttpContext http, CustomerPage page, CustomerTable table, Guid id)
    {
        var cancellation = http.RequestAborted;
        if (await page.ReadVersionAsync(table, id, cancellation) is not { } version) return Results.NotFound();
        if (http.Request.Headers.IfNoneMatch == CustomerPage.Etag(version)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return await page.ReadLiveAsync(table, id, cancellation) is { } live ? Results.Json(live) : Results.NotFound();
    }

    static IResult Status(FormSite site)
    {
        var now = site.Board.Now;
        var clock = site.IsClockSimulated ? $"Simulated clock: {FormattedValue.Moment(site.Now)} UTC" : "";
        return Results.Json(new { now.Step, now.Done, now.Total, now.Share, clock, site.Board.Notes });
    }

    static Stream Asset(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"assets/{name}")
        ?? throw new InvalidOperationException($"The program was built without its asset {name}.");
}
