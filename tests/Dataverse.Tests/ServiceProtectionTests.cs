using System.Net;
using System.Net.Http.Headers;

namespace CrmInsights.Dataverse.Tests;

public sealed class ServiceProtectionTests
{
    static readonly WriteRequest s_createWithoutKey =
        new(DataverseTable.Account, WriteKind.Create, [new RowWrite(null, new Dictionary<string, object?> { ["name"] = "A" })]);

    static HttpResponseMessage Throttled(Action<HttpResponseHeaders>? change = null)
    {
        var answer = ScriptedDataverse.Answer(HttpStatusCode.TooManyRequests, """{"error":{"code":"0x80072322","message":"Number of requests exceeded the limit of 6000 over time window of 300 seconds."}}""");
        change?.Invoke(answer.Headers);
        return answer;
    }

    static HttpResponseMessage Me(SentRequest _) => ScriptedDataverse.Answer(HttpStatusCode.OK, $$"""{"UserId":"{{Guid.Empty}}","OrganizationId":"{{Guid.Empty}}"}""");

    [Fact]
    public async Task Waits_the_seconds_it_is_told_to()
    {
        using var client = new Client();
        client.Server.Then(_ => Throttled(headers => headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(42)))).Then(Me);

        var took = await client.RunAsync(client.Dataverse.WhoAmIAsync(default));

        took.TotalSeconds.ShouldBeInRange(42, 44);
        client.Waits.Single().ShouldContain("42 s");
    }

    [Fact]
    public async Task Waits_until_the_date_it_is_told_by_the_servers_clock()
    {
        using var client = new Client();
        var server = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero); // years off this machine's clock
        client.Server.Then(_ => Throttled(headers =>
        {
            headers.Date = server;
            headers.RetryAfter = new RetryConditionHeaderValue(server.AddSeconds(17));
        })).Then(Me);

        (await client.RunAsync(client.Dataverse.WhoAmIAsync(default))).TotalSeconds.ShouldBeInRange(17, 19);
    }

    [Fact]
    public async Task Waits_half_a_minute_when_it_is_told_nothing()
    {
        using var client = new Client();
        client.Server.Then(_ => Throttled()).Then(Me);

        (await client.RunAsync(client.Dataverse.WhoAmIAsync(default))).TotalSeconds.ShouldBeInRange(30, 32);
    }

    [Fact]
    public async Task One_refusal_stops_every_call_of_the_client()
    {
        using var client = new Client();
        client.Server.Then(_ => Throttled(headers => headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(60))));
        client.Server.Always = Me;
        var first = client.Dataverse.WhoAmIAsync(default);
        var others = Enumerable.Range(0, 5).Select(_ => client.Dataverse.WhoAmIAsync(default)).ToArray();

        client.Clock.Advance(TimeSpan.FromSeconds(59));
        client.Server.Sent.Count.ShouldBe(1);

        await client.RunAsync(Task.WhenAll([first, .. others]));
        client.Server.Sent.Count.ShouldBe(7);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var client = new Client();
        using var cancel = new CancellationTokenSource();
        client.Server.Then(_ => Throttled());
        var work = client.Dataverse.WhoAmIAsync(cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => work);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task Repeats_a_read_after_a_fault_of_the_way(HttpStatusCode status)
    {
        using var client = new Client();
        client.Server.Then(status).Then(status).Then(_ => throw new HttpRequestException("connection reset")).Then(Me);

        await client.RunAsync(client.Dataverse.WhoAmIAsync(default));

        client.Server.Sent.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Gives_up_on_a_dead_server_with_its_address()
    {
        using var client = new Client();
        client.Server.Always = _ => throw new HttpRequestException("connection refused");

        var fault = await Should.ThrowAsync<DataverseException>(() => client.RunAsync(client.Dataverse.WhoAmIAsync(default)));

        fault.Message.ShouldContain("http://localhost:7071");
        client.Server.Sent.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Never_repeats_a_create_without_own_keys_after_an_unclear_end()
    {
        using var client = new Client();
        client.Server.Then(HttpStatusCode.GatewayTimeout);

        await Should.ThrowAsync<DataverseException>(() => client.RunAsync(client.Dataverse.WriteAsync(s_createWithoutKey, default)));

        client.Server.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Repeats_a_create_that_was_turned_away_before_it_began()
    {
        using var client = new Client();
        client.Server.Then(_ => Throttled()).ThenJson($$"""{"Ids":["{{Guid.Empty}}"]}""");

        await client.RunAsync(client.Dataverse.WriteAsync(s_createWithoutKey, default));

        client.Server.Sent.Count.ShouldBe(2);
    }
}
