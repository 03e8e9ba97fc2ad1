using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Reads the JSON of a row: columns, <c>@odata.bind</c>, rows below it.</summary>
sealed class RowReader(Call call, ReferenceReader references)
{
    const string Bind = "@odata.bind";

    /// <param name="json">The object.</param>
    /// <param name="table">Table of the row.</param>
    /// <param name="deep">True where rows below may be created with it.</param>
    public RowBody Read(JsonElement json, TableModel table, bool deep)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw WebApiException.Payload($"A row of {table.Table.LogicalName} is a JSON {json.ValueKind}; expected an object.");
        var body = new RowBody(new TableRow(table.Table.LogicalName, Guid.Empty));
        foreach (var property in json.EnumerateObject())
        {
            var name = JsonText.NameOf(property);
            if (name.EndsWith(Bind, StringComparison.Ordinal)) ReadBind(property, table, body);
            else if (!name.Contains('@', StringComparison.Ordinal)) ReadProperty(property, table, body, deep);
        }
        if (body.Row[table.Table.PrimaryKey] is Guid id) body.Row.Id = id;
        body.Row.Values.Remove(table.Table.PrimaryKey);
        return body;
    }

    void ReadProperty(JsonProperty property, TableModel table, RowBody body, bool deep)
    {
        if (table.Property(property.Name) is { } column)
        {
            if (column.IsLookup) throw ReadOnlyLookup(column.Name, table, column);
            body.Row[column.Column.LogicalName] = ValueReader.Read(property.Value, column);
        }
        else if (table.Navigation(property.Name) is { } navigation) ReadRelated(property, navigation, body, deep);
        else if (table.Column(property.Name) is { } lookup) throw ReadOnlyLookup(property.Name, table, lookup);
        else throw Unknown(property.Name, table);
    }

    void ReadRelated(JsonProperty property, Navigation navigation, RowBody body, bool deep)
    {
        if (!navigation.Collection && property.Value.ValueKind == JsonValueKind.Null)
        {
            body.Row[navigation.Relationship.LookupColumn] = null;
            return;
        }
        var expected = navigation.Collection ? JsonValueKind.Array : JsonValueKind.Object;
        if (property.Value.ValueKind != expected)
            throw WebApiException.Payload($"The property '{property.Name}' is a JSON {property.Value.ValueKind}; expected an {expected}, or '{property.Name}{Bind}' with a reference.");
        if (!deep) throw WebApiException.Payload($"The property '{property.Name}' holds a row; rows can be created below another only when that one is created.");
        var related = call.Model.Table(navigation.RelatedTable);
        if (!navigation.Collection) body.Before.Add((navigation, Read(property.Value, related, deep)));
        else body.After.AddRange(property.Value.EnumerateArray().Select(item => (navigation, Read(item, related, deep))));
    }

    void ReadBind(JsonProperty property, TableModel table, RowBody body)
    {
        var name = property.Name[..^Bind.Length];
        var navigation = table.Navigation(name) ?? throw Unknown(name, table);
        if (navigation.Collection)
        {
            if (property.Value.ValueKind != JsonValueKind.Array) throw WebApiException.Payload($"'{property.Name}' is no list of references.");
            body.Associate.AddRange(property.Value.EnumerateArray().Select(item => (navigation, Reference(item, property.Name, navigation))));
        }
        else if (property.Value.ValueKind == JsonValueKind.Null) body.Row.Values.TryAdd(navigation.Relationship.LookupColumn, null);
        else body.Row[navigation.Relationship.LookupColumn] = Reference(property.Value, property.Name, navigation);
    }

    Lookup Reference(JsonElement value, string property, Navigation navigation)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw WebApiException.Payload($"'{property}' is a JSON {value.ValueKind}; expected a reference such as \"/{call.Model.Table(navigation.RelatedTable).Table.EntitySetName}(id)\".");
        var reference = references.Read(JsonText.Of(value));
        return reference.Table == navigation.RelatedTable
            ? reference
            : throw WebApiException.Payload($"'{property}' refers to a row of {reference.Table}; expected one of {navigation.RelatedTable}.");
    }

    static WebApiException Unknown(string name, TableModel table) =>
        WebApiException.OData($"Could not find a property named '{name}' on type '{table.TypeName}'. Names of navigation properties are case-sensitive.");

    static WebApiException ReadOnlyLookup(string name, TableModel table, ColumnProperty column)
    {
        var navigations = table.Navigations.Where(navigation => !navigation.Collection && navigation.Relationship.LookupColumn == column.Column.LogicalName);
        return WebApiException.OData($"The lookup '{name}' cannot be set by value; use {string.Join(" or ", navigations.Select(navigation => $"'{navigation.Name}{Bind}'"))}.");
    }
}
