using System.Text.Json.Nodes;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Metadata;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>EntityDefinitions: tables, columns, choices, keys and relationships as JSON.</summary>
static class MetadataDocument
{
    public static readonly string[] RelationshipProperties =
    [
        "ReferencingEntity", "ReferencingAttribute", "ReferencedEntity", "ReferencedAttribute",
        "ReferencingEntityNavigationPropertyName", "ReferencedEntityNavigationPropertyName",
    ];

    public static WebApiResponse Read(Call call)
    {
        if (call.Options["$filter"] is not null || call.Options["$orderby"] is not null) throw WebApiException.NotThere("$filter and $orderby on metadata");
        JsonNode? node = new JsonArray([.. call.Model.Tables.Select(table => Table(call.Model, table.Table))]);
        foreach (var segment in call.Path.Skip(1)) node = Follow(node, segment);
        var context = $"{call.Request.ServiceRoot}$metadata#{MetadataTypes.EntityDefinitions}";
        var result = node switch
        {
            JsonArray list => new JsonObject { ["@odata.context"] = context, ["value"] = new JsonArray([.. list.Select(item => Shape(item!, Clause(call)))]) },
            JsonObject one => Prepend(context + "/$entity", (JsonObject)Shape(one, Clause(call))),
            _ => new JsonObject { ["@odata.context"] = context, ["value"] = node?.DeepClone() },
        };
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        result.WriteTo(json);
        return response;
    }

    static SelectExpandClause? Clause(Call call)
    {
        var last = call.Path[^1];
        if (last.EdmType is null || call.Options["$select"] is null && call.Options["$expand"] is null) return null;
        var type = last.EdmType is IEdmCollectionType list ? list.ElementType.Definition : last.EdmType;
        return new ODataQueryOptionParser(call.Model.Edm, type, null, call.Options.All).ParseSelectAndExpand();
    }

    static JsonNode? Follow(JsonNode? node, ODataPathSegment segment) => (node, segment) switch
    {
        (JsonArray list, KeySegment key) => list.FirstOrDefault(item => key.Keys.All(part => Same(item![part.Key], part.Value)))
            ?? throw new WebApiException(404, (uint)FaultCode.ObjectDoesNotExist, $"There is no metadata with {string.Join(", ", key.Keys.Select(part => $"{part.Key} = {part.Value}"))}."),
        (JsonArray list, TypeSegment type) => new JsonArray([.. list.Where(item => OfType(item!, type)).Select(item => item!.DeepClone())]),
        (JsonObject one, TypeSegment type) when OfType(one, type) => one,
        (JsonObject one, NavigationPropertySegment step) => one[step.Identifier],
        (JsonObject one, PropertySegment property) => one[property.Identifier],
        _ => throw WebApiException.NotThere($"{segment.Identifier} on metadata"),
    };

    static bool Same(JsonNode? node, object value) => value is Guid id ? node?.GetValue<Guid>() == id : node?.GetValue<string>() == (string)value;

    static bool OfType(JsonNode node, TypeSegment type)
    {
        var wanted = type.EdmType is IEdmCollectionType list ? list.ElementType.Definition.FullTypeName() : type.EdmType.FullTypeName();
        return node["@odata.type"]?.GetValue<string>() == "#" + wanted || wanted == $"{WebApiModel.Namespace}.AttributeMetadata";
    }

    /// <summary>Only what is selected; lists below only where they are expanded.</summary>
    static JsonNode Shape(JsonNode node, SelectExpandClause? clause)
    {
        var selected = clause?.SelectedItems.OfType<PathSelectItem>().Select(item => item.SelectedPath.LastSegment.Identifier).ToHashSet() ?? [];
        var expanded = clause?.SelectedItems.OfType<ExpandedNavigationSelectItem>()
            .ToDictionary(item => item.PathToNavigationProperty.LastSegment.Identifier, item => item.SelectAndExpand) ?? [];
        var result = new JsonObject();
        foreach (var (name, value) in node.AsObject())
        {
            if (expanded.TryGetValue(name, out var inner)) result[name] = value is JsonArray list ? new JsonArray([.. list.Select(item => Shape(item!, inner))]) : Shape(value!, inner);
            else if (!IsNavigation(name) && (selected.Count == 0 || selected.Contains(name) || name is "MetadataId" or "@odata.type")) result[name] = value?.DeepClone();
        }
        return result;
    }

    static bool IsNavigation(string name) => name is "Attributes" or "Keys" or "ManyToOneRelationships" or "OneToManyRelationships" or "OptionSet";

    static JsonObject Prepend(string context, JsonObject body)
    {
        body.Insert(0, "@odata.context", context);
        return body;
    }

    static JsonObject Table(WebApiModel model, TableDefinition table) => new()
    {
        ["MetadataId"] = StableId.Of(table.LogicalName),
        ["LogicalName"] = table.LogicalName,
        ["SchemaName"] = table.SchemaName,
        ["EntitySetName"] = table.EntitySetName,
        ["LogicalCollectionName"] = table.EntitySetName,
        ["PrimaryIdAttribute"] = table.PrimaryKey,
        ["PrimaryNameAttribute"] = table.PrimaryName,
        ["ChangeTrackingEnabled"] = table.ChangeTracking,
        ["DisplayName"] = Label(table.DisplayName),
        ["Attributes"] = new JsonArray([.. table.Columns.Values.Select(column => ColumnDocument.Of(table, column))]),
        ["Keys"] = new JsonArray([.. table.Keys.Select(key => Key(table, key))]),
        ["ManyToOneRelationships"] = new JsonArray([.. table.ManyToOne.Select(relationship => Relationship(model, relationship))]),
        ["OneToManyRelationships"] = new JsonArray([.. table.OneToMany.Select(relationship => Relationship(model, relationship))]),
    };

    static JsonObject Key(TableDefinition table, AlternateKey key) => new()
    {
        ["MetadataId"] = StableId.Of($"{table.LogicalName}/{key.LogicalName}"),
        ["LogicalName"] = key.LogicalName,
        ["EntityLogicalName"] = table.LogicalName,
        ["KeyAttributes"] = new JsonArray([.. key.Columns.Select(column => JsonValue.Create(column))]),
    };

    static JsonObject Relationship(WebApiModel model, Relationship relationship)
    {
        string?[] values =
        [
            relationship.ReferencingTable, relationship.LookupColumn, relationship.ReferencedTable,
            model.TryTable(relationship.ReferencedTable)?.Table.PrimaryKey, relationship.LookupNavigation, relationship.CollectionNavigation,
        ];
        var result = new JsonObject { ["SchemaName"] = relationship.Name };
        for (var index = 0; index < values.Length; index++) result[RelationshipProperties[index]] = values[index];
        return result;
    }

    public static JsonObject Label(string text) => new() { ["UserLocalizedLabel"] = new JsonObject { ["Label"] = text, ["LanguageCode"] = 1033 } };
}
