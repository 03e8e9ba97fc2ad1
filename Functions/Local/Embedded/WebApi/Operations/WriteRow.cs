using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>POST, PATCH and DELETE of one row, PUT and DELETE of one of its properties.</summary>
static class WriteRow
{
    public static WebApiResponse Create(Call call)
    {
        var target = Target.Of(call, call.Path.Count);
        if (target.Nothing) throw WebApiException.Method("POST", "an empty lookup");
        using var json = call.Json();
        var body = new RowReader(call, new ReferenceReader(call)).Read(json.RootElement, target.Table, deep: true);
        if (target.Association is { } association) throw WebApiException.NotThere($"creating a row behind {association.Relationship.Name}");
        if (target.Parent is { } parent) body.Row[parent.Navigation.Relationship.LookupColumn] = parent.Owner;
        var id = body.Create(call.Session);
        return Answer(call, target.Table, id, created: true);
    }

    public static WebApiResponse Upsert(Call call)
    {
        var target = Target.Of(call, call.Path.Count);
        if (target.Nothing) throw WebApiException.Method("PATCH", "an empty lookup");
        if (target.Parent is not null) throw WebApiException.NotThere("PATCH behind a collection");
        using var json = call.Json();
        var body = new RowReader(call, new ReferenceReader(call)).Read(json.RootElement, target.Table, deep: false);
        var condition = Condition.Of(call.Request);
        var (id, created) = new Upsert(call.Session, body).Save(target.SingleRow, condition);
        return Answer(call, target.Table, id, created);
    }

    public static WebApiResponse Delete(Call call)
    {
        var target = Target.Of(call, call.Path.Count);
        if (target.Nothing || target.Parent is not null) throw WebApiException.Method("DELETE", "a navigation property; use $ref");
        var condition = Condition.Of(call.Request);
        call.Session.Delete(target.Table.Table.LogicalName, target.SingleRow.Require(call.Session), condition.ExpectedVersion);
        return new WebApiResponse(204);
    }

    public static WebApiResponse PutProperty(Call call)
    {
        using var json = call.Json();
        if (!json.RootElement.TryGetProperty("value", out var value)) throw WebApiException.Payload("The request body has no 'value'; expected {\"value\": ...}.");
        return SetProperty(call, property => ValueReader.Read(value, property));
    }

    public static WebApiResponse ClearProperty(Call call) => SetProperty(call, _ => null);

    static WebApiResponse SetProperty(Call call, Func<ColumnProperty, object?> value)
    {
        var target = Target.Of(call, call.Path.Count - 1);
        var property = target.Table.Property(((PropertySegment)call.Path[^1]).Property.Name)!;
        if (property.IsLookup) throw WebApiException.OData($"The lookup '{property.Name}' cannot be set by value; use its navigation property with $ref.");
        var row = new TableRow(target.Table.Table.LogicalName, target.SingleRow.Require(call.Session)) { [property.Column.LogicalName] = value(property) };
        call.Session.Update(row, Condition.Of(call.Request).ExpectedVersion);
        return new WebApiResponse(204).With("OData-EntityId", call.Address(target.Table, row.Id));
    }

    static WebApiResponse Answer(Call call, TableModel table, Guid id, bool created)
    {
        var address = call.Address(table, id);
        var response = call.Prefer.ReturnRepresentation
            ? ReadRow.Represent(call, table, id, created ? 201 : 200)
            : new WebApiResponse(204).With("OData-EntityId", address);
        response.RowAddress = address;
        return response;
    }
}
