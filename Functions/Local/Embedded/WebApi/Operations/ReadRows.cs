using System.Globalization;
using System.Text;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>GET of many rows.</summary>
static class ReadRows
{
    public const int MostRows = 5_000;

    public static WebApiResponse List(Call call)
    {
        var target = Target.Of(call, call.Path.Count);
        if (target.Nothing) return new WebApiResponse(204);
        if (call.Options[FetchRows.Option] is { } fetch) return FetchRows.List(call, target, fetch);
        if (call.Prefer.TrackChanges || call.Options["$deltatoken"] is not null || DeltaToken.Looks(call.Options["$skiptoken"]))
            return TrackChanges.List(call, target);
        var parser = call.Parser(target.Table);
        var scope = call.Scope(parser);
        var builder = new QueryBuilder(scope, call.Prefer.Annotation(ColumnProperty.FormattedValue));
        var (query, shape) = builder.Build(target.Table, parser.ParseSelectAndExpand());
        query = query with
        {
            Filter = Both(target.Scope, FilterTranslator.Translate(scope, target.Table, parser.ParseFilter())),
            Order = Paging.Total(builder.Order(parser.ParseOrderBy()), target.Table),
            Count = parser.ParseCount() is true,
        };
        var paging = Paging.Of(call, target.Table, parser.ParseTop());
        var page = call.Session.Query(paging.Narrow(query));
        return Write(call, page, shape, paging.After(query, page));
    }

    /// <summary>The number alone, as text.</summary>
    public static WebApiResponse Count(Call call)
    {
        var target = Target.Of(call, call.Path.Count - 1);
        if (call.Options["$deltatoken"] is not null) return Text(TrackChanges.Count(call, target.Table));
        var parser = call.Parser(target.Table);
        var filter = FilterTranslator.Translate(call.Scope(parser), target.Table, parser.ParseFilter());
        var page = call.Session.Query(new RowQuery(target.Table.Table.LogicalName)
        {
            Columns = [target.Table.Table.PrimaryKey],
            Filter = Both(target.Scope, filter),
            Top = 1,
            Count = true,
        });
        return Text(Math.Min(page.Count ?? 0, MostRows));
    }

    static WebApiResponse Text(int count)
    {
        var response = new WebApiResponse(200);
        Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture), response.WriteBody("text/plain"));
        return response;
    }

    static RowFilter? Both(RowFilter? one, RowFilter? other) => (one, other) switch
    {
        (null, _) => other,
        (_, null) => one,
        _ => new RowFilter.And([one, other]),
    };

    static WebApiResponse Write(Call call, RowPage page, RowShape shape, NextPage next)
    {
        var response = new WebApiResponse(200);
        var rows = RowWriter.For(call);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{shape.Table.Table.EntitySetName}{shape.Context}");
        if (next.Count is { } count)
        {
            json.WriteNumber("@odata.count", count);
            if (call.Prefer.Annotation("Microsoft.Dynamics.CRM.totalrecordcount")) json.WriteNumber("@Microsoft.Dynamics.CRM.totalrecordcount", count);
            if (call.Prefer.Annotation("Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"))
                json.WriteBoolean("@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded", next.CountIsCapped());
        }
        rows.WriteArray(json, page.Rows, shape);
        json.WriteEndArray();
        if (next.Link is not null) json.WriteString("@odata.nextLink", next.Link);
        json.WriteEndObject();
        return response;
    }
}
