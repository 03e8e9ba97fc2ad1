using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CrmInsights.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmInsights.Local.Tests.Hosting;

public sealed class HttpFunctionTests : IAsyncLifetime
{
    HostedApp _app = null!;
    WebApplication _web = null!;
    HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _app = await HostedApp.StartAsync("Receive", HostedApp.HttpFunction);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.MapFunctions(_app.Host);
        await _web.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_web.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _web.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_request_reaches_the_function_by_its_name_in_the_envelope()
    {
        using var content = new StringContent("""{"id":1005}""", Encoding.UTF8, "application/cloudevents+json");
        content.Headers.Add("x-ci-signature", "t=1,v1=ab");

        await _http.PostAsync("/api/order/big?x=1", content);

        var call = _app.Handler.Calls.ShouldHaveSingleItem();
        (call.Function, call.ContentType).ShouldBe(("Receive", "application/json; charset=utf-8"));
        call.Headers["User-Agent"].ShouldStartWith("Azure-Functions-Host/4");
        call.Headers.ShouldContainKey("X-Azure-Functions-InvocationId");
        var request = call.Json["Data"]!["req"]!.AsObject();
        request.Select(property => property.Key).ShouldBe(["Url", "Method", "Query", "Headers", "Params", "Identities", "Body"]);
        request["Body"]!.GetValue<string>().ShouldBe("""{"id":1005}""");
        request["Headers"]!["x-ci-signature"]!.ToJsonString().ShouldBe("""["t=1,v1=ab"]""");
        request["Query"]!.ToJsonString().ShouldBe("""{"x":"1"}""");
        request["Params"]!.ToJsonString().ShouldBe("""{"kind":"big"}""");
        request["Url"]!.GetValue<string>().ShouldEndWith("/api/order/big?x=1");
        call.Json["Metadata"]!["Headers"]!["x-ci-signature"]!.GetValue<string>().ShouldBe("t=1,v1=ab");
    }

    [Fact]
    public async Task The_answer_and_the_messages_are_those_of_the_function()
    {
        _app.Handler.Answer = _ => new FakeHandler.Reply(
            """{"Outputs":{"res":{"statusCode":"202","body":"{\"ok\":true}","headers":{"Content-Type":"application/json","x-a":"b"}},"work":["{\"shard\":1}","{\"shard\":2}"]},"Logs":[]}""");

        var answer = await PostAsync("{}");

        ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.GetValues("x-a").Single()).ShouldBe((202, "application/json", "b"));
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"ok":true}""");
        _app.Host.Queues.Count("jobs").ShouldBe(2);
    }

    [Theory]
    [InlineData("null", 200)]
    [InlineData("""{"Outputs":{"res":"text"}}""", 200)]
    [InlineData("""{"Outputs":{"res":{"statusCode":202}}}""", 400)]
    public async Task A_failure_is_a_500(string body, int status)
    {
        _app.Handler.Answer = _ => new FakeHandler.Reply(body, status);

        (await PostAsync("{}")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task Bytes_are_sent_as_base64_and_a_body_of_unsaid_length_is_left_out()
    {
        using var bytes = new ByteArrayContent([1, 2, 3]);
        bytes.Headers.ContentType = new("application/octet-stream");
        await _http.PostAsync("/api/order/a", bytes);
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/order/a") { Content = new StringContent("{}") };
        chunked.Headers.TransferEncodingChunked = true;
        await _http.SendAsync(chunked);

        var bodies = _app.Handler.Calls.Select(call => call.Json["Data"]!["req"]!["Body"]).ToList();
        bodies[0]!.GetValue<string>().ShouldBe("AQID");
        bodies[1].ShouldBeNull();
    }

    [Fact]
    public async Task A_message_too_large_for_a_queue_fails_the_call()
    {
        var large = new JsonObject { ["Outputs"] = new JsonObject { ["work"] = "{" + new string(' ', 49_200) + "}" } }.ToJsonString();
        _app.Handler.Answer = _ => new FakeHandler.Reply(large);

        (await PostAsync("{}")).StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        _app.Host.Queues.Count("jobs").ShouldBe(0);
    }

    [Fact]
    public async Task Another_method_is_refused()
    {
        (await _http.GetAsync("/api/order/a")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Only_timer_and_queue_functions_can_be_run_by_hand()
    {
        (await _http.PostAsJsonAsync("/admin/functions/Receive", new { input = "" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _http.PostAsync("/admin/functions/Receive", new StringContent("x"))).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    Task<HttpResponseMessage> PostAsync(string body) => _http.PostAsync("/api/order/a", new StringContent(body, Encoding.UTF8, "application/json"));
}
