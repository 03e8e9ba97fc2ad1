using CrmInsights.Local.Embedded.Contract;
using Microsoft.OData;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>The unbound functions.</summary>
static class MessageCalls
{
    public static Func<Call, WebApiResponse> Of(OperationImportSegment message) => message.OperationImports.First().Name switch
    {
        DataverseMessages.WhoAmI => WhoAmI,
        DataverseMessages.RetrieveTotalRecordCount => call => TotalRecordCount(call, message),
        var name => throw WebApiException.NotThere(name),
    };

    static WebApiResponse WhoAmI(Call call)
    {
        var user = call.Request.Caller.UserId;
        var unit = call.Model.TryTable("systemuser")?.Table.Columns.ContainsKey("businessunitid") is true
            ? call.Session.Find("systemuser", user, ["businessunitid"])?["businessunitid"] as Lookup?
            : null;
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{WebApiModel.Namespace}.WhoAmIResponse");
        json.WriteString("BusinessUnitId", unit?.Id ?? Guid.Empty);
        json.WriteString("UserId", user);
        json.WriteString("OrganizationId", call.Organization.OrganizationId);
        json.WriteEndObject();
        return response;
    }

    static WebApiResponse TotalRecordCount(Call call, OperationImportSegment message)
    {
        var counts = Names(message).Select(name => (Name: name, Count: Count(call, name))).ToList();
        var response = new WebApiResponse(200);
        using var json = response.WriteJson();
        json.WriteStartObject();
        json.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{WebApiModel.Namespace}.RetrieveTotalRecordCountResponse");
        json.WriteStartObject("EntityRecordCountCollection");
        json.WriteNumber("Count", counts.Count);
        json.WriteBoolean("IsReadOnly", false);
        json.WriteStartArray("Keys");
        foreach (var (name, _) in counts) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("Values");
        foreach (var (_, count) in counts) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        return response;
    }

    static IEnumerable<string> Names(OperationImportSegment message)
    {
        var value = message.Parameters.Single(parameter => parameter.Name == "EntityNames").Value;
        if (value is ParameterAliasNode) throw WebApiException.NotThere("an alias for EntityNames without a value");
        return value switch
        {
            ConstantNode { Value: ODataCollectionValue list } => list.Items.Cast<string>(),
            CollectionConstantNode list => list.Collection.Select(item => (string)item.Value),
            ConvertNode { Source: ConstantNode { Value: ODataCollectionValue list } } => list.Items.Cast<string>(),
            _ => throw WebApiException.OData("EntityNames is no list; expected such as EntityNames=['account','contact']."),
        };
    }

    // A query counts no further than 5,000, so that the rest is counted page by page.
    static long Count(Call call, string name)
    {
        var table = (call.Model.TryTable(name) ?? throw WebApiException.OData($"There is no table '{name}'.")).Table;
        var key = ColumnPath.Of(table.PrimaryKey);
        var query = new RowQuery(name) { Columns = [table.PrimaryKey], Order = [new RowOrder(key, Descending: false)], Top = ReadRows.MostRows };
        var count = 0L;
        for (var page = call.Session.Query(query); ; page = call.Session.Query(query))
        {
            count += page.Rows.Count;
            if (!page.More || page.Rows.Count == 0) return count;
            query = query with { Filter = new RowFilter.Compare(key, CompareOperator.Gt, page.Rows[^1].Id) };
        }
    }
}
