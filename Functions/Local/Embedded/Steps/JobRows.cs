using System.Text;
using System.Text.Json;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Messages;
using CrmInsights.Local.Embedded.Metadata;

namespace CrmInsights.Local.Embedded.Steps;

/// <summary>Asynchronous steps as rows of asyncoperation, written in the transaction that raised them.</summary>
static class JobRows
{
    const int SystemEvent = 1;

    public static void Add(Session session, Step step, StepEvent raised)
    {
        var transaction = session.Transaction;
        var row = new TableRow("asyncoperation", Guid.CreateVersion7(transaction.Organization.Clock.GetUtcNow()))
        {
            Values =
            {
                ["name"] = step.Name,
                ["operationtype"] = SystemEvent,
                ["messagename"] = raised.Message,
                ["primaryentitytype"] = raised.Table,
                ["regardingrowid"] = raised.Target.Id,
                ["correlationid"] = raised.CorrelationId,
                ["depth"] = raised.Depth,
                ["retrycount"] = 0,
                ["owningextensionid"] = new Lookup("sdkmessageprocessingstep", step.Id),
                ["createdon"] = raised.CreatedOn,
                ["createdby"] = new Lookup("systemuser", raised.UserId),
                ["ownerid"] = new Lookup("systemuser", raised.UserId),
                ["statecode"] = 0,
                ["statuscode"] = 0,
                ["data"] = Data(raised),
            },
        };
        row.Version = transaction.Organization.Database.NextVersion();
        transaction.Rows.Insert(transaction.Tables["asyncoperation"], row);
        transaction.JobCount++;
    }

    public static StepEvent Read(TableRow job, IReadOnlyDictionary<string, TableDefinition> tables)
    {
        using var document = JsonDocument.Parse((string)job["data"]!);
        var data = document.RootElement;
        var table = (string)job["primaryentitytype"]!;
        var id = (Guid)job["regardingrowid"]!;
        TableRow Row(JsonElement json) => RowJson.Read(json, tables.Table(table), id);
        return new StepEvent
        {
            Message = (string)job["messagename"]!,
            Table = table,
            Target = table == StepEvent.NoTable ? new TableRow(table, id) : Row(data.GetProperty("target")),
            UserId = data.GetProperty("user").GetGuid(),
            InitiatingUserId = data.GetProperty("initiator").GetGuid(),
            CorrelationId = (Guid)job["correlationid"]!,
            Depth = (int)job["depth"]!,
            CreatedOn = (DateTime)job["createdon"]!,
            PreImages = data.GetProperty("pre").EnumerateObject().ToDictionary(image => image.Name, image => Row(image.Value)),
            PostImages = data.GetProperty("post").EnumerateObject().ToDictionary(image => image.Name, image => Row(image.Value)),
            Input = data.TryGetProperty("input", out var input) ? ParameterJson.Read(input, tables) : null,
            Output = data.TryGetProperty("output", out var output) ? ParameterJson.Read(output, tables) : [],
            SharedVariables = data.GetProperty("shared").EnumerateObject().ToDictionary(pair => pair.Name, pair => RowJson.Plain(pair.Value)),
        };
    }

    static string Data(StepEvent raised)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("user", raised.UserId);
            json.WriteString("initiator", raised.InitiatingUserId);
            json.WritePropertyName("target");
            RowJson.Write(json, raised.Target);
            if (raised.Input is { } input)
            {
                ParameterJson.Write(json, "input", input);
                ParameterJson.Write(json, "output", raised.Output);
            }
            Images(json, "pre", raised.PreImages);
            Images(json, "post", raised.PostImages);
            json.WriteStartObject("shared");
            foreach (var (name, value) in raised.SharedVariables)
            {
                json.WritePropertyName(name);
                RowJson.WriteValue(json, value);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Images(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, TableRow> images)
    {
        json.WriteStartObject(name);
        foreach (var (alias, image) in images)
        {
            json.WritePropertyName(alias);
            RowJson.Write(json, image);
        }
        json.WriteEndObject();
    }
}
