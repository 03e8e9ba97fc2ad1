using System.Text;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Reference section 7.</summary>
public sealed class BatchTests : WebApiTest
{
    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task Requests_run_in_order_and_answer_in_order(string lineEnd)
    {
        var batch = new BatchText(lineEnd)
            .Add("POST", "/api/data/v9.2/accounts", """{"name":"A"}""")
            .Add("GET", Host.Root + "accounts?$select=name")
            .Add("POST", "accounts", """{"name":"B"}""")
            .Add("GET", "/api/data/v9.2/accounts?$select=name&$orderby=name");
        var (status, body) = await Send(batch);
        status.ShouldBe(200);
        BatchText.Statuses(body).ShouldBe([204, 200, 204, 200]);
        body.Split("GET").Length.ShouldBe(1);
        body.LastIndexOf("\"B\"", StringComparison.Ordinal).ShouldBeGreaterThan(body.LastIndexOf("\"A\"", StringComparison.Ordinal));
        body.ShouldContain("Location: ");
    }

    [Fact]
    public async Task A_change_set_is_one_transaction_with_references()
    {
        var batch = new BatchText().ChangeSet(
            ("1", "POST", "/api/data/v9.2/accounts", """{"name":"A"}"""),
            ("2", "POST", "/api/data/v9.2/contacts", """{"lastname":"Lee","parentcustomerid_account@odata.bind":"$1"}"""),
            ("3", "PATCH", "$1", """{"numberofemployees":7}"""),
            ("4", "PUT", "$1/primarycontactid/$ref", """{"@odata.id":"$2"}"""));
        var (status, body) = await Send(batch);
        status.ShouldBe(200, body);
        BatchText.Statuses(body).ShouldBe([204, 204, 204, 204]);
        body.ShouldContain("multipart/mixed; boundary=changesetresponse_");
        foreach (var id in new[] { "1", "2", "3", "4" }) body.ShouldContain($"Content-ID: {id}\r\n");
        var account = (await Host.Rows("accounts?$expand=primarycontactid,contact_customer_accounts")).Single()!;
        account["numberofemployees"]!.GetValue<int>().ShouldBe(7);
        account["primarycontactid"].Text("lastname").ShouldBe("Lee");
        account["contact_customer_accounts"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_set_that_fails_leaves_nothing_and_gives_one_error()
    {
        var batch = new BatchText().ChangeSet(
            ("1", "POST", "/api/data/v9.2/accounts", """{"name":"A"}"""), ("2", "POST", "/api/data/v9.2/accounts", """{"nope":1}"""));
        var (status, body) = await Send(batch);
        status.ShouldBe(400);
        BatchText.Statuses(body).ShouldBe([400]);
        (await Host.Rows("accounts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reference_to_a_later_member_is_400()
    {
        var batch = new BatchText().ChangeSet(
            ("1", "POST", "/api/data/v9.2/contacts", """{"lastname":"Lee","parentcustomerid_account@odata.bind":"$2"}"""), ("2", "POST", "/api/data/v9.2/accounts", """{"name":"A"}"""));
        var (status, body) = await Send(batch);
        status.ShouldBe(400);
        body.ShouldContain("Content-ID Reference: '$2' does not exist in the batch context.");
    }

    [Fact]
    public async Task A_batch_stops_at_the_first_error_with_its_status()
    {
        var (status, body) = await Send(ThreeWithAnErrorInside());
        status.ShouldBe(404);
        BatchText.Statuses(body).ShouldBe([204, 404]);
        (await Host.Rows("accounts")).Texts("name").ShouldBe(["A"]);
    }

    [Fact]
    public async Task A_batch_goes_on_when_asked_to()
    {
        var (status, body) = await Send(ThreeWithAnErrorInside(), ("Prefer", "odata.continue-on-error"));
        status.ShouldBe(200);
        BatchText.Statuses(body).ShouldBe([204, 404, 204]);
        (await Host.Rows("accounts?$orderby=name")).Texts("name").ShouldBe(["A", "B"]);
    }

    [Fact]
    public async Task A_thousand_requests_pass_and_one_more_does_not()
    {
        var batch = new BatchText();
        for (var index = 0; index < 1_000; index++) batch.Add("POST", "/api/data/v9.2/tasks", $$"""{"subject":"T{{index}}"}""");
        var (status, body) = await Send(batch);
        status.ShouldBe(200);
        BatchText.Statuses(body).ShouldAllBe(one => one == 204);
        (await (await Host.Get("tasks/$count")).Content.ReadAsStringAsync()).ShouldBe("1000");
        await Post(batch.Add("GET", "/api/data/v9.2/tasks").ToString()).ShouldFail(400, "0x80048d19");
    }

    [Theory]
    [InlineData("")]
    [InlineData("--other\r\nContent-Type: application/http\r\n\r\nGET /api/data/v9.2/accounts HTTP/1.1\r\n\r\n--other--")]
    [InlineData("--b\r\nContent-Type: application/http\r\n\r\nGET /api/data/v9.2/accounts HTTP/1.1\r\n\r\n")]
    [InlineData("--b\r\nContent-Type: application/http\r\n\r\nnonsense\r\n--b--")]
    [InlineData("--b\r\nContent-Type: text/plain\r\n\r\nGET /api/data/v9.2/accounts HTTP/1.1\r\n--b--")]
    [InlineData("--b\r\nno header\r\n\r\nGET /api/data/v9.2/accounts HTTP/1.1\r\n--b--")]
    [InlineData("--b\r\n--b--")]
    [InlineData("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\nGET /api/data/v9.2/accounts HTTP/1.1\r\n\r\n--c--\r\n--b--")]
    [InlineData("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nPOST /api/data/v9.2/accounts HTTP/1.1\r\n\r\n{}\r\n--c--\r\n--b--")]
    public Task A_broken_batch_is_400(string body) => Post(body).ShouldFail(400, "0x80048d19");

    [Fact]
    public Task A_huge_content_id_is_400() =>
        Post($"--b\r\nContent-Type: application/http\r\nContent-ID: {new string('9', 1_000_000)}\r\n\r\nGET /api/data/v9.2/accounts HTTP/1.1\r\n\r\n--b--").ShouldFail(400, "0x80048d19");

    [Fact]
    public Task A_filter_of_ten_megabytes_is_400() =>
        Post($"--b\r\nContent-Type: application/http\r\n\r\nGET /api/data/v9.2/accounts?$filter=name%20eq%20'{new string('x', 10_000_000)}' HTTP/1.1\r\n\r\n--b--").ShouldFail(400, "0x80048d19");

    [Fact]
    public async Task A_batch_holds_no_batch()
    {
        var (status, body) = await Send(new BatchText().Add("POST", "/api/data/v9.2/$batch", "x"));
        status.ShouldBe(400);
        body.ShouldContain("another batch");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("multipart/form-data; boundary=b")]
    public async Task Only_multipart_mixed_is_taken(string type)
    {
        var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await Host.Send(HttpMethod.Post, "$batch", content).ShouldFail(415, "0x80060888");
    }

    [Theory]
    [InlineData("multipart/mixed")]
    [InlineData("multipart/mixed; boundary=\"\"")]
    public async Task A_batch_without_a_boundary_is_400(string type)
    {
        var content = new ByteArrayContent("--b--"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await Host.Send(HttpMethod.Post, "$batch", content).ShouldFail(400, "0x80048d19");
    }

    static BatchText ThreeWithAnErrorInside() => new BatchText()
        .Add("POST", "/api/data/v9.2/accounts", """{"name":"A"}""")
        .Add("DELETE", "/api/data/v9.2/accounts(99999999-9999-9999-9999-999999999999)")
        .Add("POST", "/api/data/v9.2/accounts", """{"name":"B"}""");

    Task<HttpResponseMessage> Post(string body, params (string, string)[] headers)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/mixed; boundary=\"b\"");
        return Host.Send(HttpMethod.Post, "$batch", content, headers);
    }

    async Task<(int Status, string Body)> Send(BatchText batch, params (string, string)[] headers)
    {
        var response = await Post(batch.ToString(), headers);
        response.Header("OData-Version").ShouldBe("4.0");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
