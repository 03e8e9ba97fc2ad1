using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Fetch;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>GET of many rows by FetchXML.</summary>
static class FetchRows
{
    public const string Option = "fetchXml";
    const string Cookie = "Microsoft.Dynamics.CRM.fetchxmlpagingcookie";
    const string Total = "Microsoft.Dynamics.CRM.totalrecordcount";

    public static WebApiResponse List(Call call, Target target, string text)
    {
        var other = call.Options.All.Keys.FirstOrDefault(name => name.StartsWith('$'));
        if (other is not null) throw WebApiException.OData($"The query option '{other}' cannot stand beside {Option}.");
        if (target.Scope is not null) throw WebApiException.NotThere($"{Option} behind a navigation property");
        var table = target.Table.Table.LogicalName;
        var fetch = FetchQuery.Parse(text, new FetchScope(call.Model.Source, call.Now, call.Request.Caller.UserId));
        if (fetch.Query.Table != table) throw WebApiException.OData($"The address is about '{table}', the FetchXML about '{fetch.Query.Table}'; expected the same table.");
        return Write(call, fetch, Shape(target.Table, fetch), call.Session.Query(fetch.Query));
    }

    static RowShape Shape(TableModel table, FetchQuery fetch)
    {
        var key = table.Column(table.Table.PrimaryKey)!;
        List<ColumnProperty> properties = fetch.Query.Columns is null ? [.. table.Properties] : [.. fetch.Query.Columns.Select(column => table.Column(column)!).Append(key).Distinct()];
        return new RowShape(table, properties, fetch.Query.Columns is null, []) { Linked = [.. fetch.Linked.Select(column => (column.Key, column.Value.Column.Type))] };
    }

    static WebApiResponse Write(Call call, FetchQuery fetch, RowShape shape, RowPage page)
    {
        var response = new WebApiResponse(200);
        var rows = RowWriter.For(call);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{shape.Table.Table.EntitySetName}{shape.Context}");
        if (page.Count is { } count && call.Prefer.Annotation(Total)) json.WriteNumber("@" + Total, count);
        rows.WriteArray(json, page.Rows, shape);
        json.WriteEndArray();
        if (page.More && call.Prefer.Annotation(Cookie))
        {
            json.WriteString("@" + Cookie, fetch.Cookie());
            json.WriteBoolean("@Microsoft.Dynamics.CRM.morerecords", true);
        }
        json.WriteEndObject();
        return response;
    }
}
