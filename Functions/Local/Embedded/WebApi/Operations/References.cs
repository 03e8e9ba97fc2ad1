using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary><c>$ref</c>: which rows a row is associated with.</summary>
static class References
{
    public static WebApiResponse Read(Call call)
    {
        var (target, navigation) = Link(call, 1);
        var id = target.SingleRow.Require(call.Session);
        var related = call.Model.Table(navigation.RelatedTable);
        var lookup = navigation.Relationship.LookupColumn;
        var response = new WebApiResponse(200);
        if (!navigation.Collection)
        {
            var row = call.Session.Find(target.Table.Table.LogicalName, id, [lookup]) ?? throw target.SingleRow.Missing();
            if (row[lookup] is not Lookup one || one.Table != navigation.RelatedTable) return new WebApiResponse(204);
            using var single = response.WriteJson();
            Write(single, call, related, one.Id, "$ref");
            return response;
        }
        var page = call.Session.Query(new RowQuery(navigation.RelatedTable)
        {
            Columns = [related.Table.PrimaryKey],
            Filter = new RowFilter.Compare(ColumnPath.Of(lookup), CompareOperator.Eq, id),
            Top = ReadRows.MostRows,
        });
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#Collection($ref)");
        json.WriteStartArray("value");
        foreach (var row in page.Rows) Write(json, call, related, row.Id, context: null);
        json.WriteEndArray();
        json.WriteEndObject();
        return response;
    }

    /// <summary>POST to a collection, PUT to a single-valued navigation property.</summary>
    public static WebApiResponse Set(Call call)
    {
        var (target, navigation) = Link(call, 1);
        var id = target.SingleRow.Require(call.Session);
        using var json = call.Json();
        if (!json.RootElement.TryGetProperty("@odata.id", out var value) || value.ValueKind != JsonValueKind.String)
            throw WebApiException.Payload("The request body has no '@odata.id'; expected {\"@odata.id\": \"<address of a row>\"}.");
        Point(call, navigation, id, Expected(new ReferenceReader(call).Read(JsonText.Of(value)), navigation));
        return new WebApiResponse(204);
    }

    public static WebApiResponse Remove(Call call, int segments)
    {
        var (target, navigation) = Link(call, segments);
        var id = target.SingleRow.Require(call.Session);
        if (!navigation.Collection)
        {
            call.Session.Update(new TableRow(target.Table.Table.LogicalName, id) { [navigation.Relationship.LookupColumn] = null });
            return new WebApiResponse(204);
        }
        var related = Expected(Related(call, navigation, segments), navigation);
        var lookup = navigation.Relationship.LookupColumn;
        var row = call.Session.Find(related.Table, related.Id, [lookup]) ?? throw WebApiException.NoSuchRow(related.Table, related.Id);
        if (row[lookup] is not Lookup owner || owner.Id != id) throw WebApiException.NoSuchRow(related.Table, related.Id);
        call.Session.Update(new TableRow(related.Table, related.Id) { [lookup] = null });
        return new WebApiResponse(204);
    }

    static Lookup Related(Call call, Navigation navigation, int segments)
    {
        if (segments == 2)
        {
            var address = RowAddress.Of(call.Model.Table(navigation.RelatedTable), (KeySegment)call.Path[^1]);
            return new Lookup(navigation.RelatedTable, address.Require(call.Session));
        }
        return call.Options["$id"] is { } reference
            ? new ReferenceReader(call).Read(reference)
            : throw WebApiException.OData($"Which row shall leave {navigation.Name}? Expected {navigation.Name}(id)/$ref or $ref?$id=<address>.");
    }

    static void Point(Call call, Navigation navigation, Guid id, Lookup other)
    {
        var relationship = navigation.Relationship;
        var (from, to) = navigation.Collection
            ? (new TableRow(other.Table, other.Id), new Lookup(relationship.ReferencedTable, id))
            : (new TableRow(relationship.ReferencingTable, id), other);
        from[relationship.LookupColumn] = to;
        call.Session.Update(from);
    }

    static Lookup Expected(Lookup row, Navigation navigation) => row.Table == navigation.RelatedTable
        ? row
        : throw WebApiException.OData($"{navigation.Name} leads to rows of {navigation.RelatedTable}, the reference names one of {row.Table}.");

    static (Target Target, Navigation Navigation) Link(Call call, int segments)
    {
        var target = Target.Of(call, call.Path.Count - segments);
        var link = (NavigationPropertyLinkSegment)call.Path[^segments];
        return (target, target.Table.Navigation(link.NavigationProperty.Name)!);
    }

    static void Write(Utf8JsonWriter json, Call call, TableModel table, Guid id, string? context)
    {
        json.WriteStartObject();
        if (context is not null) json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{context}");
        json.WriteString("@odata.id", call.Address(table, id));
        json.WriteEndObject();
    }
}
