using System.Text.Json;
using Microsoft.OData.UriParser;

namespace CrmInsights.Local.Embedded.WebApi;

/// <summary>CreateMultiple, UpdateMultiple and UpsertMultiple: many rows of one table in one transaction.</summary>
static class BulkMessages
{
    static readonly Condition s_none = new(null, null);
    static readonly Condition s_mustExist = new("*", null);

    public static Func<Call, WebApiResponse> Of(OperationSegment action) => action.Operations.First().Name switch
    {
        DataverseMessages.CreateMultiple => Create,
        DataverseMessages.UpdateMultiple => call => Save(call, s_mustExist),
        DataverseMessages.UpsertMultiple => call => Save(call, s_none),
        var name => throw WebApiException.NotThere(name),
    };

    static WebApiResponse Create(Call call)
    {
        var table = Target.Of(call, call.Path.Count - 1).Table;
        using var json = call.Json();
        var reader = new RowReader(call, new ReferenceReader(call));
        var ids = new List<Guid>();
        foreach (var item in Targets(json.RootElement, table)) ids.Add(reader.Read(item, table, deep: true).Create(call.Session));
        var response = new WebApiResponse(200);
        using var answer = response.WriteJson();
        answer.WriteStartObject();
        answer.WriteString("@odata.context", $"{call.Request.ServiceRoot}$metadata#{WebApiModel.Namespace}.CreateMultipleResponse");
        answer.WriteStartArray("Ids");
        foreach (var id in ids) answer.WriteStringValue(id);
        answer.WriteEndArray();
        answer.WriteEndObject();
        return response;
    }

    static WebApiResponse Save(Call call, Condition condition)
    {
        var table = Target.Of(call, call.Path.Count - 1).Table;
        using var json = call.Json();
        var references = new ReferenceReader(call);
        var reader = new RowReader(call, references);
        var index = 0;
        foreach (var item in Targets(json.RootElement, table))
        {
            var body = reader.Read(item, table, deep: false);
            new Upsert(call.Session, body).Save(Address(item, body, table, references, index++), condition);
        }
        return new WebApiResponse(204);
    }

    static RowAddress Address(JsonElement item, RowBody body, TableModel table, ReferenceReader references, int index)
    {
        if (item.TryGetProperty("@odata.id", out var reference) && reference.ValueKind == JsonValueKind.String)
        {
            var address = references.Address(JsonText.Of(reference));
            return address.Table == table ? address : throw Wrong(index, $"has an @odata.id of {address.Table.Table.LogicalName}; expected {table.Table.LogicalName}");
        }
        if (body.Row.Id != Guid.Empty) return new RowAddress(table, body.Row.Id, null);
        var key = table.Table.Keys.Find(key => key.Columns.All(column => body.Row[column] is not null))
            ?? throw Wrong(index, $"names no row; expected {table.Table.PrimaryKey}, an @odata.id, or all columns of an alternate key");
        return new RowAddress(table, null, key.Columns.ToDictionary(column => column, column => body.Row[column]));
    }

    static List<JsonElement> Targets(JsonElement body, TableModel table)
    {
        if (!body.TryGetProperty("Targets", out var targets) || targets.ValueKind != JsonValueKind.Array)
            throw WebApiException.Payload("The request body has no 'Targets'; expected {\"Targets\": [...]}.");
        var items = targets.EnumerateArray().ToList();
        if (items.Count == 0) throw WebApiException.Payload("'Targets' is empty; expected at least one row.");
        for (var index = 0; index < items.Count; index++) CheckType(items[index], table, index);
        return items;
    }

    static void CheckType(JsonElement item, TableModel table, int index)
    {
        if (item.ValueKind != JsonValueKind.Object) throw Wrong(index, $"is a JSON {item.ValueKind}; expected an object");
        var type = item.TryGetProperty("@odata.type", out var value) && value.ValueKind == JsonValueKind.String ? JsonText.Of(value).TrimStart('#') : null;
        if (type != table.TypeName) throw Wrong(index, $"has the @odata.type '{type}'; expected '{table.TypeName}'");
    }

    static WebApiException Wrong(int index, string what) => WebApiException.Payload($"Targets[{index}] {what}.");
}
