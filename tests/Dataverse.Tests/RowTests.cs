using System.Net;

namespace CrmInsights.Dataverse.Tests;

/// <summary>Single rows and documents, for tables without bulk messages.</summary>
public sealed class RowTests
{
    static readonly Guid s_id = new("00000000-0000-0000-0000-00000000000a");
    static readonly Guid s_secret = new("00000000-0000-0000-0000-00000000000b");

    [Fact]
    public async Task A_new_row_carries_its_key_so_that_a_repetition_is_refused()
    {
        using var client = new Client();
        client.Server.Then(HttpStatusCode.NoContent);

        await client.Dataverse.CreateRowAsync(RowReference.ById(DataverseTable.StepSecret, s_secret), new Dictionary<string, object?> { ["secureconfig"] = "x" }, default);

        var sent = client.Server.Sent.ShouldHaveSingleItem();
        sent.Method.ShouldBe("POST");
        sent.Address.ShouldEndWith("/api/data/v9.2/sdkmessageprocessingstepsecureconfigs");
        sent.Body.ShouldBe($$"""{"secureconfig":"x","sdkmessageprocessingstepsecureconfigid":"{{s_secret}}"}""");
    }

    [Fact]
    public async Task An_update_sets_lookups_and_never_creates()
    {
        using var client = new Client();
        client.Server.Then(HttpStatusCode.NoContent);
        var values = new Dictionary<string, object?> { ["sdkmessageprocessingstepsecureconfigid"] = RowReference.ById(DataverseTable.StepSecret, s_secret) };

        await client.Dataverse.UpdateRowAsync(RowReference.ById(DataverseTable.Step, s_id), values, default);

        var sent = client.Server.Sent.ShouldHaveSingleItem();
        sent.Method.ShouldBe("PATCH");
        sent.Headers["If-Match"].ShouldBe("*");
        sent.Body.ShouldBe($$"""{"sdkmessageprocessingstepsecureconfigid@odata.bind":"/sdkmessageprocessingstepsecureconfigs({{s_secret}})"}""");
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        using var client = new Client();
        client.Server.ThenRefuse(HttpStatusCode.Forbidden, "0x80040220", "missing prvWriteSdkMessageProcessingStep");

        var refusal = await client.Dataverse.UpdateRowAsync(RowReference.ById(DataverseTable.Step, s_id), new Dictionary<string, object?> { ["statecode"] = 0 }, default)
            .ShouldThrowAsync<DataverseException>();

        refusal.Status.ShouldBe(HttpStatusCode.Forbidden);
        refusal.Message.ShouldContain("prvWriteSdkMessageProcessingStep");
    }

    [Fact]
    public async Task A_document_is_read_as_it_is()
    {
        using var client = new Client();
        client.Server.ThenJson("""{"LogicalName":"account","ChangeTrackingEnabled":true}""");

        var document = await client.Dataverse.ReadDocumentAsync("EntityDefinitions(LogicalName='account')?$select=LogicalName,ChangeTrackingEnabled", default);

        document.GetProperty("ChangeTrackingEnabled").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Without_retries_a_fault_of_the_way_is_told_at_once()
    {
        using var client = new Client(options => options with { FaultRetries = 0 });
        client.Server.Always = _ => throw new HttpRequestException("no route");

        (await client.Dataverse.WhoAmIAsync(default).ShouldThrowAsync<DataverseException>()).Message.ShouldContain("no route");
        client.Server.Sent.Count.ShouldBe(1);
    }
}
