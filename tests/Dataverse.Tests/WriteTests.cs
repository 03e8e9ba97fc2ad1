using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CrmInsights.Dataverse.Tests;

public sealed class WriteTests
{
    const string Gone = "0x80040217";

    static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    static RowWrite Update(int number) => new(RowReference.ById(DataverseTable.Account, IdOf(number)), new Dictionary<string, object?> { ["ci_churnscore"] = 40.5m });

    static WriteRequest Updates(int count) => new(DataverseTable.Account, WriteKind.Update, [.. Enumerable.Range(1, count).Select(Update)]);

    /// <summary>Refuses a batch, as a transaction, when one of these rows is in it.</summary>
    static Func<SentRequest, HttpResponseMessage> Refusing(string code, params int[] bad) => sent =>
        JsonDocument.Parse(sent.Body).RootElement.GetProperty("Targets").EnumerateArray()
            .Any(row => bad.Contains((int)uint.Parse(row.GetProperty("accountid").GetString()![..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
            ? ScriptedDataverse.Answer(HttpStatusCode.BadRequest, $$$"""{"error":{"code":"{{{code}}}","message":"bad row"}}""")
            : ScriptedDataverse.Answer(HttpStatusCode.NoContent);

    [Fact]
    public async Task Sends_batches_of_the_set_size_with_the_type_on_every_row_and_the_tag()
    {
        using var client = new Client(options => options with { BatchSize = 2, Tag = "crminsights" });
        client.Server.Always = Refusing("none");

        var result = await client.Dataverse.WriteAsync(Updates(5), default);

        result.WrittenCount.ShouldBe(5);
        client.Server.Sent.Count.ShouldBe(3);
        client.Server.Sent[0].Address.ShouldBe("/api/data/v9.2/accounts/Microsoft.Dynamics.CRM.UpdateMultiple?tag=crminsights");
        client.Server.Sent[0].Body.ShouldBe(
            """{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"00000001-0000-0000-0000-000000000000","ci_churnscore":40.5},"""
            + """{"@odata.type":"Microsoft.Dynamics.CRM.account","accountid":"00000002-0000-0000-0000-000000000000","ci_churnscore":40.5}]}""");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Every_set_of_bad_rows_is_found_and_all_others_are_written(int count)
    {
        for (var mask = 0; mask < 1 << count; mask++)
        {
            using var client = new Client();
            var bad = Enumerable.Range(1, count).Where(row => (mask >> (row - 1) & 1) == 1).ToArray();
            client.Server.Always = Refusing(Gone, bad);

            var result = await client.Dataverse.WriteAsync(Updates(count), default);

            Enumerable.Range(1, count).Where(row => result.Outcomes[row - 1] is RowOutcome.Rejected).ShouldBe(bad);
        }
    }

    [Fact]
    public async Task A_row_deleted_meanwhile_is_reported_and_never_created()
    {
        using var client = new Client();
        client.Server.Always = Refusing(Gone, 2);

        var result = await client.Dataverse.WriteAsync(Updates(3), default);

        var rejected = result.Outcomes[1].ShouldBeOfType<RowOutcome.Rejected>();
        rejected.IsGone.ShouldBeTrue();
        rejected.Message.ShouldContain("bad row");
        client.Server.Sent.ShouldAllBe(sent => sent.Method == "POST" && sent.Address.Contains("UpdateMultiple"));
    }

    [Fact]
    public async Task Gives_up_when_every_row_is_refused_for_one_reason()
    {
        using var client = new Client();
        client.Server.Always = _ => ScriptedDataverse.Answer(HttpStatusCode.BadRequest, """{"error":{"code":"0x80060888","message":"no property ci_churnscore"}}""");

        var fault = await Should.ThrowAsync<DataverseException>(() => client.Dataverse.WriteAsync(Updates(1000), default));

        fault.Message.ShouldContain("no property ci_churnscore");
        client.Server.Sent.Count.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task A_refused_sign_in_is_not_blamed_on_rows()
    {
        using var client = new Client();
        client.Server.Then(HttpStatusCode.Unauthorized);

        await Should.ThrowAsync<DataverseException>(() => client.Dataverse.WriteAsync(Updates(10), default));
    }

    [Fact]
    public async Task Create_returns_the_new_keys_in_order()
    {
        using var client = new Client();
        client.Server.ThenJson($$"""{"Ids":["{{IdOf(8)}}","{{IdOf(9)}}"]}""");
        var row = new RowWrite(null, new Dictionary<string, object?> { ["name"] = "A" });

        var result = await client.Dataverse.WriteAsync(new WriteRequest(DataverseTable.Account, WriteKind.Create, [row, row]), default);

        result.Outcomes.ShouldBe([new RowOutcome.Written(IdOf(8)), new RowOutcome.Written(IdOf(9))]);
    }

    [Theory]
    [InlineData("""{"Ids":[]}""")]
    [InlineData("""{"Ids":5}""")]
    [InlineData("""{"Ids":["x"]}""")]
    public async Task Refuses_keys_that_do_not_fit_the_rows(string body)
    {
        using var client = new Client();
        client.Server.ThenJson(body);
        var row = new RowWrite(null, new Dictionary<string, object?> { ["name"] = "A" });

        await Should.ThrowAsync<InvalidDataException>(() => client.Dataverse.WriteAsync(new WriteRequest(DataverseTable.Account, WriteKind.Create, [row]), default));
    }

    [Fact]
    public async Task Upsert_addresses_rows_and_lookups_by_alternate_key()
    {
        using var client = new Client();
        client.Server.Then(HttpStatusCode.NoContent);
        var order = new RowWrite(RowReference.ByKey(DataverseTable.Order, "ci_externalid", "aw:O'Neil/1"), new Dictionary<string, object?>
        {
            ["customerid_account"] = RowReference.ByKey(DataverseTable.Account, "ci_externalid", "aw:1"),
            ["overriddencreatedon"] = new DateTimeOffset(2026, 5, 3, 14, 0, 0, TimeSpan.FromHours(2)),
            ["ci_day"] = new DateOnly(2026, 5, 3),
            ["description"] = null,
        });

        await client.Dataverse.WriteAsync(new WriteRequest(DataverseTable.Order, WriteKind.Upsert, [order]), default);

        client.Server.Sent.Single().Body.ShouldBe(
            """{"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.salesorder","@odata.id":"salesorders(ci_externalid='aw%3AO%27%27Neil%2F1')",""" +
            """ "customerid_account@odata.bind":"/accounts(ci_externalid='aw%3A1')",""".TrimStart() +
            """ "overriddencreatedon":"2026-05-03T12:00:00Z","ci_day":"2026-05-03","description":null}]}""".TrimStart());
    }

    [Fact]
    public void An_update_without_a_row_is_the_callers_mistake()
    {
        using var client = new Client();
        var row = new RowWrite(null, new Dictionary<string, object?>());

        Should.Throw<ArgumentException>(() => client.Dataverse.WriteAsync(new WriteRequest(DataverseTable.Account, WriteKind.Update, [row]), default));
    }
}
