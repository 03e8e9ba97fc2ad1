using System.Globalization;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Change tracking: all rows once with a delta link at the end, and from then on what changed or was deleted.</summary>
static class TrackChanges
{
    static readonly string[] s_refused = ["$filter", "$orderby", "$expand", "$top"];

    public static WebApiResponse List(Call call, Target target)
    {
        Check(call, target);
        var parser = call.Parser(target.Table);
        var (query, shape) = new QueryBuilder(call.Scope(parser), call.Prefer.Annotation(ColumnProperty.FormattedValue)).Build(target.Table, parser.ParseSelectAndExpand());
        var since = call.Options["$deltatoken"] is { } token ? DeltaToken.Parse(token, call.Now) : null;
        var cookie = call.Options["$skiptoken"] is { } skip ? DeltaToken.Parse(skip, call.Now) : null;
        if (since is null) call.Prefer.Apply("odata.track-changes");
        var size = Math.Min(call.Prefer.MaxPageSize ?? ReadRows.MostRows, ReadRows.MostRows);
        var page = call.Session.Changes(query.Table, cookie?.Version ?? since?.Version ?? 0, query.Columns, size);
        if (since is not null) return Write(call, page, shape, Link(call, page, start: null));

        // A first reading shows rows only. What is deleted or changes while its pages are read comes with the first delta, which therefore begins at its start.
        var start = cookie?.Start ?? (page.More ? NewestVersion(call, target.Table) : page.UpToVersion);
        return Write(call, page with { Deleted = [] }, shape, Link(call, page, start));
    }

    /// <summary>How many rows changed or were deleted since the token.</summary>
    public static int Count(Call call, TableModel table)
    {
        Check(call, new Target(table));
        var after = DeltaToken.Parse(call.Options["$deltatoken"]!, call.Now).Version;
        var count = 0;
        for (var more = true; more;)
        {
            var page = call.Session.Changes(table.Table.LogicalName, after, [table.Table.PrimaryKey], ReadRows.MostRows);
            count += page.Changed.Count + page.Deleted.Count;
            (after, more) = (page.UpToVersion, page.More);
        }
        return count;
    }

    static void Check(Call call, Target target)
    {
        if (target.Parent is not null) throw WebApiException.OData("Change tracking takes a whole table, not the rows of one row.");
        if (!target.Table.Table.ChangeTracking)
            throw WebApiException.OData($"Change tracking is not enabled for the table '{target.Table.Table.LogicalName}'.");
        foreach (var option in s_refused)
        {
            if (call.Options[option] is not null) throw WebApiException.OData($"The query option '{option}' cannot be used with odata.track-changes.");
        }
    }

    static (string Name, string Address) Link(Call call, ChangePage page, long? start)
    {
        var path = call.Request.ServiceRoot + call.Request.Target.Split('?')[0];
        return page.More
            ? ("@odata.nextLink", path + call.Options.With("$skiptoken", new DeltaToken(page.UpToVersion, call.Now, start).ToString()))
            : ("@odata.deltaLink", path + call.Options.With("$deltatoken", new DeltaToken(start ?? page.UpToVersion, call.Now).ToString(), "$skiptoken"));
    }

    static long NewestVersion(Call call, TableModel table) => call.Session.Query(new RowQuery(table.Table.LogicalName)
    {
        Columns = [table.Table.PrimaryKey],
        Order = [new RowOrder(ColumnPath.Of(TableModel.VersionColumn), Descending: true)],
        Top = 1,
    }).Rows[0].Version;

    static WebApiResponse Write(Call call, ChangePage page, RowShape shape, (string Name, string Address) link)
    {
        var response = new WebApiResponse(200);
        var rows = RowWriter.For(call);
        var set = shape.Table.Table.EntitySetName;
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{set}{shape.Context}{(call.Options["$deltatoken"] is null ? "" : "/$delta")}");
        rows.WriteArray(json, page.Changed, shape);
        foreach (var id in page.Deleted) WriteDeleted(json, call, set, id);
        json.WriteEndArray();
        json.WriteString(link.Name, link.Address);
        json.WriteEndObject();
        return response;
    }

    static void WriteDeleted(Utf8JsonWriter json, Call call, string set, Guid id)
    {
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{set}/$deletedEntity");
        json.WriteString("id", id.ToString("D", CultureInfo.InvariantCulture));
        json.WriteString("reason", "deleted");
        json.WriteEndObject();
    }
}
