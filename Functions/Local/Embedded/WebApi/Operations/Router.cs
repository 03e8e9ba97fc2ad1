using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>Chooses the operation for a method and a path.</summary>
static class Router
{
    public static Operation Route(Call call) => call.Path switch
    {
        [] => Get(call, "the service document", ServiceDocument.Read),
        [MetadataSegment] => Get(call, "$metadata", ServiceDocument.ReadMetadata),
        [OperationImportSegment message] when call.Model.CustomApi(message.Identifier) is { } api => CustomApiCalls.Route(call, api, message.Parameters),
        [OperationImportSegment message] => Get(call, message.Identifier, MessageCalls.Of(message)),
        [EntitySetSegment { Identifier: MetadataTypes.EntityDefinitions }, ..] => Get(call, MetadataTypes.EntityDefinitions, MetadataDocument.Read),
        [.., OperationSegment bound] when call.Model.CustomApi(bound.Operations.First().Name) is { } api => CustomApiCalls.Route(call, api, bound.Parameters),
        [.., KeySegment, OperationSegment privileges] when UserPrivileges.IsMeant(privileges) => Get(call, UserPrivileges.Name, UserPrivileges.Read),
        [.., OperationSegment action] => Bulk(call, action),
        [.., CountSegment] => Get(call, "$count", ReadRows.Count),
        [.., NavigationPropertyLinkSegment link] => Reference(call, link.NavigationProperty, 1),
        [.., NavigationPropertyLinkSegment link, KeySegment] => Reference(call, link.NavigationProperty, 2),
        [.., PropertySegment property] => Property(call, property.Identifier),
        [.., PropertySegment property, ValueSegment] => Get(call, property.Identifier, ReadRow.PropertyText),
        [.., KeySegment] => Row(call),
        [.., NavigationPropertySegment step] when step.NavigationProperty.TargetMultiplicity() != EdmMultiplicity.Many => Row(call),
        [.., EntitySetSegment or NavigationPropertySegment] => Rows(call),
        _ => throw WebApiException.NotThere(call.Path[^1].Identifier),
    };

    static Operation Get(Call call, string resource, Func<Call, WebApiResponse> run) =>
        call.Request.Method == "GET" ? Operation.Read(run) : throw WebApiException.Method(call.Request.Method, resource);

    static Operation Bulk(Call call, OperationSegment action) => call.Request.Method == "POST"
        ? Operation.Write(BulkMessages.Of(action))
        : throw WebApiException.Method(call.Request.Method, action.Identifier);

    static Operation Rows(Call call) => call.Request.Method switch
    {
        "GET" => Operation.Read(ReadRows.List),
        "POST" => Operation.Write(WriteRow.Create),
        var method => throw WebApiException.Method(method, $"a collection ({call.Path[^1].Identifier})"),
    };

    static Operation Row(Call call) => call.Request.Method switch
    {
        "GET" => Operation.Read(ReadRow.Single),
        "PATCH" => Operation.Write(WriteRow.Upsert),
        "DELETE" => Operation.Write(WriteRow.Delete),
        var method => throw WebApiException.Method(method, "a single row"),
    };

    static Operation Property(Call call, string name) => call.Request.Method switch
    {
        "GET" => Operation.Read(ReadRow.Property),
        "PUT" => Operation.Write(WriteRow.PutProperty),
        "DELETE" => Operation.Write(WriteRow.ClearProperty),
        var method => throw WebApiException.Method(method, $"the property {name}"),
    };

    static Operation Reference(Call call, IEdmNavigationProperty navigation, int segments)
    {
        var many = navigation.TargetMultiplicity() == EdmMultiplicity.Many;
        return (call.Request.Method, many) switch
        {
            ("GET", _) => Operation.Read(References.Read),
            ("POST", true) or ("PUT", false) => Operation.Write(References.Set),
            ("DELETE", _) => Operation.Write(inner => References.Remove(inner, segments)),
            var (method, _) => throw WebApiException.Method(method, $"{navigation.Name}/$ref"),
        };
    }
}
