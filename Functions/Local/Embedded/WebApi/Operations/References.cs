using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary><c>$ref</c>: which rows a row is associated with.</summary>
static class References
{
    public static WebApiResponse Read(Call call)
    {
        if (Associations.Of(call, 1) is { } associations) return List(call, associations.Related, associations.Others());
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
        return List(call, related, page.Rows.Select(row => row.Id));
    }

    static WebApiResponse List(Call call, TableModel related, IEnumerable<Guid> ids)
    {
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#Collection($ref)");
        json.WriteStartArray("value");
        foreach (var id in ids) Write(json, call, related, id, context: null);
        json.WriteEndArray();
        json.WriteEndObject();
        return response;
    }

    /// <summary>POST to a collection, PUT to a single-valued navigation property.</summary>
    public static WebApiResponse Set(Call call)
    {
        using var json = call.Json();
        if (!json.RootElement.TryGetProperty("@odata.id", out var value) || value.ValueKind != JsonValueKind.String)
            throw WebApiException.Payload("The request body has no '@odata.id'; expected {\"@odata.id\": \"<address of a row>\"}.");
        var related = new ReferenceReader(call).Read(JsonText.Of(value));
        if (Associations.Of(call, 1) is { } associations)
        {
            associations.Add(related);
            return new WebApiResponse(204);
        }
        var (target, navigation) = Link(call, 1);
        Point(call, navigation, target.SingleRow.Require(call.Session), Expected(related, navigation));
        return new WebApiResponse(204);
    }

    public static WebApiResponse Remove(Call call, int segments)
    {
        if (Associations.Of(call, segments) is { } associations)
        {
            associations.Remove(Related(call, associations.Related, segments));
            return new WebApiResponse(204);
        }
        var (target, navigation) = Link(call, segments);
        var id = target.SingleRow.Require(call.Session);
        if (!navigation.Collection)
        {
            call.Session.Update(new TableRow(target.Table.Table.LogicalName, id) { [navigation.Relationship.LookupColumn] = null });
            return new WebApiResponse(204);
        }
        var related = Expected(Related(call, call.Model.Table(navigation.RelatedTable), segments), navigation);
        var lookup = navigation.Relationship.LookupColumn;
        var row = call.Session.Find(related.Table, related.Id, [lookup]) ?? throw WebApiException.NoSuchRow(related.Table, related.Id);
        if (row[lookup] is not Lookup owner || owner.Id != id) throw WebApiException.NoSuchRow(related.Table, related.Id);
        call.Session.Update(new TableRow(related.Table, related.Id) { [lookup] = null });
        return new WebApiResponse(204);
    }

    static Lookup Related(Call call, TableModel related, int segments)
    {
        if (segments == 2)
        {
            var address = RowAddress.Of(related, (KeySegment)call.Path[^1]);
            return new Lookup(related.Table.LogicalName, address.Require(call.Session));
        }
        return call.Options["$id"] is { } reference
            ? new ReferenceReader(call).Read(reference)
            : throw WebApiException.OData($"Which row of {related.Table.EntitySetName} shall leave? Expected the property with (id)/$ref, or $ref?$id=<address>.");
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
