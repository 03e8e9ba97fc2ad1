using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Form;

/// <summary>The report of the models, as it stands on the rows of those that score.</summary>
static class ReportPages
{
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    const int Champion = 712340001;

    static readonly string[] s_kinds = ["churn", "value", "segments", "offers", "stages"];

    /// <summary>Serves /reports, and /reports/churn and its like as places on that page.</summary>
    public static void MapReports(this IEndpointRouteBuilder routes, FormSite site)
    {
        routes.MapGet("/reports", async (HttpContext http, CancellationToken cancellation) => Answer(http, await ReadAsync(site, cancellation)));
        routes.MapGet("/reports/{kind}", (string kind) => s_kinds.Contains(kind) ? Results.Redirect($"/reports#{kind}") : Results.NotFound());
    }

    static IResult Answer(HttpContext http, string? report)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return report is null
            ? Results.Text("There is no report yet: it is written at the end of a mining run.", statusCode: StatusCodes.Status404NotFound)
            : Results.Content(report, "text/html; charset=utf-8");
    }

    static async Task<string?> ReadAsync(FormSite site, CancellationToken cancellation)
    {
        if (!site.Organization.Tables.ContainsKey("ci_model")) return null; // the solution is not imported yet
        var query = new RowQuery("ci_model")
        {
            Columns = ["ci_report"],
            Filter = new RowFilter.Compare(ColumnPath.Of("ci_stage"), CompareOperator.Eq, Champion),
            Order = [new RowOrder(ColumnPath.Of("versionnumber"), true)],
        };
        var page = await site.ReadAsync(session => session.Query(query), cancellation);
        return page.Rows.Select(row => row["ci_report"] as string).FirstOrDefault(report => report is not null);
    }
}
