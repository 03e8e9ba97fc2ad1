using System.Text;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>GET of one row, or of one of its properties.</summary>
static class ReadRow
{
    public static WebApiResponse Single(Call call)
    {
        var target = Target.Of(call, call.Path.Count);
        if (target.Nothing) return new WebApiResponse(204);
        var (row, shape) = Load(call, target);
        var unconditional = shape.Expands.Count > 0 || call.Prefer.AnyAnnotation;
        return !unconditional && Condition.Of(call.Request).IsCurrent(row)
            ? new WebApiResponse(304).With("ETag", Condition.ETag(row))
            : Write(call, new WebApiResponse(200), row, shape);
    }

    /// <summary>Answers with the row as it now is, as $select and $expand of the request say.</summary>
    public static WebApiResponse Represent(Call call, TableModel table, Guid id, int status)
    {
        call.Prefer.Apply("return=representation");
        var (row, shape) = Load(call, new Target(table) { Row = new RowAddress(table, id, null) });
        return Write(call, new WebApiResponse(status), row, shape);
    }

    public static WebApiResponse Property(Call call)
    {
        var (target, id, value, property) = Value(call, 1);
        if (value is null) return new WebApiResponse(204);
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{target.Table.Table.EntitySetName}({id})/{property.Name}");
        json.WritePropertyName("value");
        RowWriter.WriteValue(json, value, property.Column.Type);
        json.WriteEndObject();
        return response;
    }

    public static WebApiResponse PropertyText(Call call)
    {
        var (_, _, value, property) = Value(call, 2);
        if (value is null) return new WebApiResponse(204);
        var response = new WebApiResponse(200);
        if (value is string text) Encoding.UTF8.GetBytes(text, response.WriteBody("text/plain"));
        else
        {
            using var json = new Utf8JsonWriter(response.WriteBody("text/plain"));
            RowWriter.WriteValue(json, value, property.Column.Type);
        }
        return response;
    }

    static (TableRow Row, RowShape Shape) Load(Call call, Target target)
    {
        var id = target.SingleRow.Require(call.Session);
        var parser = call.Parser(target.Table);
        var builder = new QueryBuilder(call.Scope(parser), call.Prefer.Annotation(ColumnProperty.FormattedValue));
        var (query, shape) = builder.Build(target.Table, parser.ParseSelectAndExpand());
        var row = query.Expand.Count == 0 && target.Scope is null
            ? call.Session.Find(query.Table, id, query.Columns)
            : call.Session.Query(query with { Filter = Filter(target, id), Top = 1 }).Rows.FirstOrDefault();
        return (row ?? throw target.SingleRow.Missing(), shape);
    }

    static RowFilter Filter(Target target, Guid id)
    {
        var key = new RowFilter.Compare(ColumnPath.Of(target.Table.Table.PrimaryKey), CompareOperator.Eq, id);
        return target.Scope is { } scope ? new RowFilter.And([key, scope]) : key;
    }

    static WebApiResponse Write(Call call, WebApiResponse response, TableRow row, RowShape shape)
    {
        var rows = RowWriter.For(call);
        using var json = response.With("ETag", Condition.ETag(row)).WriteJson();
        rows.WriteRow(json, row, shape, $"{call.Request.ServiceRoot}$metadata#{shape.Table.Table.EntitySetName}{shape.Context}/$entity");
        return response;
    }

    static (Target Target, Guid Id, object? Value, ColumnProperty Property) Value(Call call, int tail)
    {
        var target = Target.Of(call, call.Path.Count - tail);
        var property = target.Table.Property(((PropertySegment)call.Path[^tail]).Property.Name)!;
        var id = target.SingleRow.Require(call.Session);
        var row = call.Session.Find(target.Table.Table.LogicalName, id, [property.Column.LogicalName]) ?? throw target.SingleRow.Missing();
        return (target, id, RowWriter.ValueOf(row, target.Table, property), property);
    }
}
