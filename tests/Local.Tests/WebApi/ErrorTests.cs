namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference sections 1, 10 and 11, and hostile input.</summary>
public sealed class ErrorTests : WebApiTest
{
    private protected override Task<WebApiHost> Start() => WebApiHost.StartAsync(options => options with { MaxBodyBytes = 1_000_000 });

    [Theory]
    [InlineData("account", "account")]
    [InlineData("Accounts", "Accounts")]
    [InlineData("accounts/nope", "nope")]
    [InlineData("accounts(11111111-2222-3333-4444-555555555555)/nope", "nope")]
    public async Task An_unknown_segment_is_404(string target, string segment)
    {
        if (segment == "Accounts") await Host.Get(target).ShouldFail(501, "0x80040800");
        else (await Host.Get(target).ShouldFail(404, "0x80060888")).ShouldBe($"Resource not found for the segment '{segment}'.");
    }

    [Theory]
    [InlineData("v9.0", 200)]
    [InlineData("v9.1", 200)]
    [InlineData("v9.2", 200)]
    [InlineData("v8.2", 404)]
    [InlineData("v9.20", 404)]
    public async Task Versions_9_0_to_9_2_answer(string version, int status) => ((int)(await Host.Get($"/api/data/{version}/accounts")).StatusCode).ShouldBe(status);

    [Theory]
    [InlineData("accounts(1)")]
    [InlineData("accounts('x')")]
    [InlineData("accounts()/name")]
    [InlineData("accounts(11111111-2222-3333-4444-555555555555")]
    public async Task A_wrong_key_is_a_clear_error(string target) => ((int)(await Host.Get(target)).StatusCode).ShouldBeInRange(400, 404);

    [Fact]
    public async Task A_body_beyond_the_limit_is_413()
    {
        await Host.Post("accounts", new { name = new string('x', 1_000_001) }).ShouldFail(413, "0x8004418a");
        await Host.Send(HttpMethod.Post, "accounts", new StreamContent(new UnknownLength(new byte[1_000_001]))).ShouldFail(413, "0x8004418a");
    }

    [Fact]
    public async Task Deep_parentheses_are_refused_quickly()
    {
        foreach (var depth in new[] { 200, 1_000, 10_000 })
        {
            var filter = new string('(', depth) + "name eq 'x'" + new string(')', depth);
            ((int)(await Host.Get("accounts?$filter=" + filter)).StatusCode).ShouldBeOneOf(200, 400);
        }
    }

    [Theory]
    [InlineData(" or ", 400)]
    [InlineData(" and ", 400)]
    [InlineData(" or ", 2_000)]
    public async Task A_long_chain_of_conditions_is_answered_or_refused(string word, int count)
    {
        var filter = string.Join(word, Enumerable.Repeat("name eq 'x'", count)).Replace(" ", "%20");
        var status = (int)(await Host.Get("accounts?$filter=" + filter)).StatusCode;
        status.ShouldBeOneOf(count < 500 ? [200] : [400, 414]);
    }

    [Fact]
    public async Task Deep_nots_and_lambdas_are_answered_or_refused()
    {
        var nots = string.Concat(Enumerable.Repeat("not(", 600)) + "name eq 'x'" + new string(')', 600);
        ((int)(await Host.Get("accounts?$filter=" + nots)).StatusCode).ShouldBeOneOf(200, 400);
        var lambdas = string.Concat(Enumerable.Range(0, 80).Select(n => $"{(n == 0 ? "" : $"a{n - 1}/")}account_parent_account/any(a{n}:")) + "a79/name eq 'x'" + new string(')', 80);
        ((int)(await Host.Get("accounts?$filter=" + lambdas)).StatusCode).ShouldBeOneOf(200, 400);
        var expands = string.Concat(Enumerable.Repeat("account_parent_account($expand=", 30)) + "account_parent_account" + new string(')', 30);
        await Host.Get("accounts?$expand=" + expands).ShouldFail(400, "0x80060888");
    }

    [Fact]
    public async Task Deep_json_is_400()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"primarycontactid":""", 5_000)) + "null" + new string('}', 5_000);
        await Host.Post("accounts", deep).ShouldFail(400, "0x80048d19");
    }

    [Fact]
    public async Task Random_requests_are_never_an_error_of_the_server()
    {
        var random = new Random(7);
        string[] pieces =
        [
            "accounts", "(", ")", "/", "$filter=", "$expand=", "name", "eq", " ", "'", "null", "any", ":", "@p", "%00", "%", "$", "&", "?", "=", "1e999", "-", "\"", "[", "{", "*",
            "primarycontactid", "$ref", "$count", "$value", "$it", "11111111-2222-3333-4444-555555555555", "Microsoft.Dynamics.CRM.In", "$select=", "$orderby=", ",", "%C3%28", "EntityDefinitions", "not", "$skiptoken=", "$deltatoken=",
        ];
        for (var trial = 0; trial < 600; trial++)
        {
            var target = (random.Next(3) == 0 ? "" : "accounts?$filter=") + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            var response = await Host.Get(Host.Root + target);
            ((int)response.StatusCode).ShouldNotBe(500, target + "\n" + await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Random_bodies_are_never_an_error_of_the_server()
    {
        var random = new Random(8);
        string[] pieces = ["{", "}", "[", "]", "\"name\"", "\"primarycontactid@odata.bind\"", "\"contact_customer_accounts\"", ":", ",", "null", "1", "\"/contacts(1)\"", "\"\\ud800\"", "\"@odata.type\"", "true", "\u0001", "\"Targets\""];
        foreach (var set in new[] { "accounts", "accounts/Microsoft.Dynamics.CRM.CreateMultiple", "accounts/Microsoft.Dynamics.CRM.UpsertMultiple" })
        {
            for (var trial = 0; trial < 150; trial++)
            {
                var body = "{" + string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)])) + (random.Next(2) == 0 ? "}" : "");
                var response = await Host.Post(set, body);
                ((int)response.StatusCode).ShouldBeLessThan(500, body + "\n" + await response.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task A_body_that_is_no_utf8_is_400()
    {
        var content = new ByteArrayContent([(byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        await Host.Post("accounts", content).ShouldFail(400, "0x80048d19");
    }

    sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
