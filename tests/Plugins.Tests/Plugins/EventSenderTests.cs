using System.Net;
using System.Net.Sockets;
using System.Text;
using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class EventSenderTests : StepTest
{
    readonly SetClock _clock = new();
    readonly EventSender _sender;

    public EventSenderTests() => _sender = new EventSender(_clock);

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public void A_success_is_a_success(int status)
    {
        App.Status = status;

        Send(App.Url);

        App.Only.ShouldBeSignedWith(Samples.Key);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void An_answer_that_may_change_asks_for_another_run(int status)
    {
        App.Status = status;

        var refusal = Should.Throw<InvalidPluginExecutionException>(() => Send(App.Url));

        refusal.Status.ShouldBe(OperationStatus.Retry);
        refusal.Message.ShouldContain($"status {status}");
    }

    [Theory]
    [InlineData(400, "different versions")]
    [InlineData(401, "crminsights connect --set-key")]
    [InlineData(403, "another environment")]
    [InlineData(404, "ci_FunctionsUrl")]
    [InlineData(413, "different versions")]
    [InlineData(307, "ci_FunctionsUrl")]
    public void A_refusal_ends_the_job_and_says_what_to_do(int status, string advice)
    {
        App.Status = status;

        var refusal = Should.Throw<InvalidPluginExecutionException>(() => Send(App.Url));

        refusal.Status.ShouldBe(OperationStatus.Failed);
        refusal.Message.ShouldContain($"status {status}");
        refusal.Message.ShouldContain(advice);
        App.Requests.ShouldHaveSingleItem("a redirect is not followed");
        Step.Trace.Lines.ShouldHaveSingleItem().ShouldContain($"status {status}");
    }

    [Fact]
    public void No_answer_asks_for_another_run()
    {
        var refusal = Should.Throw<InvalidPluginExecutionException>(() => Send($"http://127.0.0.1:{ClosedPort()}"));

        refusal.Status.ShouldBe(OperationStatus.Retry);
        refusal.Message.ShouldContain("no answer");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is not HTTP\r\n\r\n")]
    [InlineData("HTTP/1.1 202 Accep")]
    public async Task An_answer_that_breaks_off_asks_for_another_run(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var talking = AnswerOnceAsync(listener, answer);

        var refusal = Should.Throw<InvalidPluginExecutionException>(() => Send($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));

        refusal.Status.ShouldBe(OperationStatus.Retry);
        refusal.Message.ShouldContain("no answer");
        await talking;
    }

    [Fact]
    public void After_three_failures_in_a_row_calls_are_skipped_for_a_minute()
    {
        App.Status = 500;
        Fail(times: 4);
        App.Requests.Count.ShouldBe(3);

        _clock.UtcNow += TimeSpan.FromSeconds(59);
        Fail(times: 1);
        App.Requests.Count.ShouldBe(3);

        _clock.UtcNow += TimeSpan.FromSeconds(1);
        App.Status = 202;
        Send(App.Url);
        App.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public void An_app_that_still_fails_after_the_pause_is_left_alone_again_at_once()
    {
        App.Status = 500;
        Fail(times: 3);
        _clock.UtcNow += TimeSpan.FromMinutes(1);

        Fail(times: 2);

        App.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public void A_success_in_between_starts_the_count_again()
    {
        foreach (var status in new[] { 500, 500, 202, 500, 500, 202 })
        {
            App.Status = status;
            Attempt();
        }

        App.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public void A_refusal_is_an_answer_and_does_not_open_the_breaker()
    {
        App.Status = 400;

        for (var call = 0; call < 5; call++) Attempt();

        App.Requests.Count.ShouldBe(5);
    }

    [Fact]
    public async Task An_app_that_is_down_does_not_stop_events_to_another()
    {
        await using var other = await LoopbackApp.StartAsync();
        App.Status = 500;
        Fail(times: 4);

        Send(other.Url);

        other.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_signature_carries_the_time_of_the_clock()
    {
        Send(App.Url);

        App.Only.Headers["x-ci-signature"].ShouldStartWith($"t={_clock.UtcNow.ToUnixTimeSeconds()},v1=");
    }

    void Send(string url) =>
        _sender.Send(
            new Posting(InsightEvent.Deleted("account", new Capture(Context, Step.Rows), parent: null), new Uri(url + "/api/events"), SigningKey.Read(Samples.Key)),
            Step.Trace);

    void Fail(int times)
    {
        for (var call = 0; call < times; call++)
            Should.Throw<InvalidPluginExecutionException>(() => Send(App.Url)).Status.ShouldBe(OperationStatus.Retry);
    }

    void Attempt()
    {
        var mayFail = Record.Exception(() => Send(App.Url));
        (mayFail is null or InvalidPluginExecutionException).ShouldBeTrue();
    }

    static async Task AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        var stream = connection.GetStream();
        var request = new byte[65536];
        _ = await stream.ReadAsync(request);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }

    static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
