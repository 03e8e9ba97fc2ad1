using System.Net;

namespace CrmInsights.Dataverse.Tests;

public sealed class ReadTests
{
    static readonly RowsQuery s_accounts = new(DataverseTable.Account, ["accountid", "name"]) { Filter = "name eq 'A&B'", PageSize = 2 };
    static readonly Guid s_one = new("11111111-1111-1111-1111-111111111111");
    static readonly Guid s_two = new("22222222-2222-2222-2222-222222222222");

    [Fact]
    public async Task Follows_the_next_link_byte_for_byte()
    {
        using var client = new Client();
        const string cookie = "/api/data/v9.2/accounts?$select=name&$skiptoken=%3Ccookie%20pagenumber=%222%22%20pagingcookie=%22%253ccookie%2520page%253d%25221%2522%253e%22%20istracking=%22False%22%20/%3E%2D";
        client.Server.ThenJson($$"""{"value":[{"accountid":"{{s_one}}"}],"@odata.nextLink":"http://localhost:7071{{cookie}}"}""")
            .ThenJson($$"""{"value":[{"accountid":"{{s_two}}"}]}""");

        var rows = await client.Dataverse.ReadAsync(s_accounts, default).Select(row => row.Id).ToListAsync();

        rows.ShouldBe([s_one, s_two]);
        client.Server.Sent[1].Address.ShouldBe(cookie);
        client.Server.Sent[1].Headers["Prefer"].ShouldContain("odata.maxpagesize=2");
    }

    [Fact]
    public async Task Sends_the_headers_every_request_needs_and_encodes_the_filter()
    {
        using var client = new Client(options => options with { BearerToken = "secret" });
        client.Server.ThenJson("""{"value":[]}""");

        await client.Dataverse.ReadAsync(s_accounts, default).ToListAsync();

        var sent = client.Server.Sent.Single();
        sent.Address.ShouldBe("/api/data/v9.2/accounts?$select=accountid,name&$filter=name%20eq%20%27A%26B%27");
        sent.Headers["OData-Version"].ShouldBe("4.0");
        sent.Headers["OData-MaxVersion"].ShouldBe("4.0");
        sent.Headers["If-None-Match"].ShouldBe("null");
        sent.Headers["Accept"].ShouldBe("application/json");
        sent.Headers["Authorization"].ShouldBe("Bearer secret");
    }

    [Fact]
    public async Task Carries_no_token_to_another_host()
    {
        using var client = new Client();
        client.Server.ThenJson("""{"value":[],"@odata.nextLink":"http://localhost.evil.example:7071/api/data/v9.2/accounts"}""");

        var fault = await Should.ThrowAsync<InvalidDataException>(() => client.Dataverse.ReadAsync(s_accounts, default).ToListAsync().AsTask());

        fault.Message.ShouldContain("evil.example");
    }

    [Fact]
    public async Task Ends_a_circle_of_page_links()
    {
        using var client = new Client();
        client.Server.Always = _ => ScriptedDataverse.Answer(HttpStatusCode.OK, """{"value":[],"@odata.nextLink":"http://localhost:7071/api/data/v9.2/accounts?page=2"}""");

        await Should.ThrowAsync<InvalidDataException>(() => client.Dataverse.ReadAsync(s_accounts, default).ToListAsync().AsTask());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>sign in</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"value":{}}""")]
    [InlineData("""{"value":[{"accountid":"11111111-1111-1111-1111-1""")]
    [InlineData("""{"value":[],"@odata.nextLink":5}""")]
    public async Task Refuses_an_answer_that_is_no_list(string body)
    {
        using var client = new Client();
        client.Server.ThenJson(body);

        await Should.ThrowAsync<InvalidDataException>(() => client.Dataverse.ReadAsync(s_accounts, default).ToListAsync().AsTask());
    }

    [Theory]
    [InlineData("""{"value":[{"accountid":7}]}""", "account.accountid")]
    [InlineData("""{"value":[{}]}""", "nothing")]
    public async Task Names_the_column_that_cannot_be_read(string body, string words)
    {
        using var client = new Client();
        client.Server.ThenJson(body);
        var rows = await client.Dataverse.ReadAsync(s_accounts, default).ToListAsync();

        Should.Throw<InvalidDataException>(() => rows[0].Id).Message.ShouldContain(words);
    }

    [Fact]
    public async Task Reads_who_is_signed_in()
    {
        using var client = new Client();
        client.Server.ThenJson($$"""{"BusinessUnitId":"{{s_one}}","UserId":"{{s_one}}","OrganizationId":"{{s_two}}"}""");

        (await client.Dataverse.WhoAmIAsync(default)).ShouldBe(new Identity(s_two, s_one));
    }

    [Fact]
    public async Task Explains_a_refused_sign_in_even_when_the_body_is_a_page()
    {
        using var client = new Client();
        client.Server.Then(HttpStatusCode.Unauthorized, "<html>no</html>", "text/html");

        var fault = await Should.ThrowAsync<DataverseException>(() => client.Dataverse.WhoAmIAsync(default));

        fault.Status.ShouldBe(HttpStatusCode.Unauthorized);
        fault.Message.ShouldContain("client id and secret");
    }
}
