using System.Net;

namespace CrmInsights.Dataverse.Tests;

public sealed class ChangesTests
{
    const string Service = "http://localhost:7071/api/data/v9.2/";
    static readonly Guid s_one = new("11111111-1111-1111-1111-111111111111");
    static readonly Guid s_two = new("22222222-2222-2222-2222-222222222222");
    static readonly string[] s_columns = ["accountid", "versionnumber"];

    static ChangesQuery Query(string? link = null) => new(DataverseTable.Account, s_columns, link);

    [Fact]
    public async Task The_first_read_asks_to_track_and_reads_on_page_by_page_up_to_the_delta_link()
    {
        using var client = new Client();
        client.Server.ThenJson($$"""{"value":[{"accountid":"{{s_one}}","versionnumber":7}],"@odata.nextLink":"{{Service}}accounts?$skiptoken=2"}""")
            .ThenJson($$"""{"value":[{"accountid":"{{s_two}}","versionnumber":8}],"@odata.deltaLink":"{{Service}}accounts?$deltatoken=919%2105%2f03%2f2026"}""");

        var first = (await client.Dataverse.ReadChangesAsync(Query(), default)).ShouldBeOfType<ChangesResult.Page>();
        var second = (await client.Dataverse.ReadChangesAsync(Query(first.Link), default)).ShouldBeOfType<ChangesResult.Page>();

        first.IsLast.ShouldBeFalse();
        second.IsLast.ShouldBeTrue();
        second.Link.ShouldBe(Service + "accounts?$deltatoken=919%2105%2f03%2f2026");
        second.Rows.Single().Version.ShouldBe(8);
        client.Server.Sent.ShouldAllBe(sent => sent.Headers["Prefer"].Contains("odata.track-changes"));
    }

    [Fact]
    public async Task Tells_deletions_from_changes()
    {
        using var client = new Client();
        client.Server.ThenJson($$"""
            {"@odata.context":"{{Service}}$metadata#accounts(accountid,versionnumber)/$delta","value":[
              {"accountid":"{{s_one}}","versionnumber":9},
              {"@odata.context":"{{Service}}$metadata#accounts/$deletedEntity","id":"{{s_two}}","reason":"deleted"}],
             "@odata.deltaLink":"{{Service}}accounts?$deltatoken=920"}
            """);

        var page = (await client.Dataverse.ReadChangesAsync(Query(Service + "accounts?$deltatoken=919"), default)).ShouldBeOfType<ChangesResult.Page>();

        page.Rows.Single().Id.ShouldBe(s_one);
        page.Deleted.ShouldBe([s_two]);
    }

    [Fact]
    public async Task A_link_kept_from_a_former_address_is_asked_for_at_the_present_one_byte_for_byte()
    {
        using var client = new Client();
        client.Server.ThenJson($$"""{"value":[],"@odata.deltaLink":"{{Service}}accounts?$deltatoken=920"}""");

        await client.Dataverse.ReadChangesAsync(Query("http://localhost:4711/api/data/v9.2/accounts?$deltatoken=919%2105%2f03%2f2026"), default);

        client.Server.Sent.Single().Address.ShouldBe("/api/data/v9.2/accounts?$deltatoken=919%2105%2f03%2f2026");
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "0x80044352")]
    [InlineData(HttpStatusCode.Gone, "")]
    [InlineData(HttpStatusCode.BadRequest, "-2147204270")]
    public async Task An_expired_link_asks_for_a_full_reload(HttpStatusCode status, string code)
    {
        using var client = new Client();
        client.Server.ThenRefuse(status, code, "Version stamp associated with the client has expired. Please perform a full sync.");

        var result = await client.Dataverse.ReadChangesAsync(Query(Service + "accounts?$deltatoken=1"), default);

        result.ShouldBeOfType<ChangesResult.Expired>().Message.ShouldContain("full sync");
    }

    [Fact]
    public async Task A_refused_first_read_is_no_expiry()
    {
        using var client = new Client();
        client.Server.ThenRefuse(HttpStatusCode.BadRequest, "0x80060888", "Could not find a property named 'x'.");

        (await Should.ThrowAsync<DataverseException>(() => client.Dataverse.ReadChangesAsync(Query(), default))).Code.ShouldBe("0x80060888");
    }

    [Fact]
    public async Task An_answer_without_a_link_says_what_to_check()
    {
        using var client = new Client();
        client.Server.ThenJson("""{"value":[]}""");

        (await Should.ThrowAsync<InvalidDataException>(() => client.Dataverse.ReadChangesAsync(Query(), default))).Message.ShouldContain("change tracking");
    }
}
