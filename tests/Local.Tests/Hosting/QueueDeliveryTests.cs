using System.Text.Json.Nodes;
using CrmInsights.Testing;

namespace CrmInsights.Local.Tests.Hosting;

public sealed class QueueDeliveryTests
{
    const string Patient = """ "visibilityTimeout":"00:00:30","maxDequeueCount":3 """;
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_message_is_delivered_once_and_gone()
    {
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction);

        app.Host.Queues.Put("jobs", """{"shard":3}""");
        await app.Handler.WaitForCallsAsync(1);
        await Empty(app, "jobs");

        TextOf(app.Handler.Calls.ShouldHaveSingleItem()).ShouldBe("""{"shard":3}""");
    }

    [Fact]
    public async Task A_failed_message_comes_again_after_its_pause_and_is_poison_in_the_end()
    {
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction, $"{{{Patient}}}");
        app.Handler.Answer = _ => new FakeHandler.Reply("no", 500);
        app.Host.Queues.Put("jobs", "{}");

        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await app.Handler.WaitForCallsAsync(attempt);
            app.Handler.Calls.Last().Json["Metadata"]!["DequeueCount"]!.GetValue<string>().ShouldBe($"{attempt}");
            if (attempt < 3) await AdvancePauseAsync(app.Clock);
        }

        await Eventually.IsTrue(() => app.Host.Queues.Count("jobs-poison") == 1);
        (app.Host.Queues.Count("jobs"), app.Handler.Calls.Count).ShouldBe((0, 3));
    }

    [Theory]
    [InlineData("null", 200, "application/json")]
    [InlineData("{}", 200, "text/plain")]
    [InlineData("{", 200, "application/json")]
    [InlineData("", 200, "application/json")]
    [InlineData("""{"Outputs":{"more":["x"]}}""", 404, "application/json")]
    public async Task An_answer_that_breaks_the_contract_is_a_failure_and_its_outputs_do_not_count(string body, int status, string contentType)
    {
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction, """{"maxDequeueCount":1}""");
        app.Handler.Answer = _ => new FakeHandler.Reply(body, status, contentType);

        app.Host.Queues.Put("jobs", "{}");

        await Eventually.IsTrue(() => app.Host.Queues.Count("jobs-poison") == 1);
        app.Host.Queues.Count("later").ShouldBe(0);
    }

    [Theory]
    [InlineData("\"{}\"", 1)]
    [InlineData("""["{\"a\":1}",{"b":2}]""", 2)]
    [InlineData("""{"c":3}""", 1)]
    [InlineData("null", 0)]
    public async Task Outputs_are_put_as_text_object_or_list(string output, int count)
    {
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction);
        app.Handler.Answer = _ => new FakeHandler.Reply($$"""{"outputs":{"more":{{output}}},"logs":[],"returnValue":null}""");

        app.Host.Queues.Put("jobs", "{}");

        await Empty(app, "jobs");
        app.Host.Queues.Count("later").ShouldBe(count);
    }

    [Fact]
    public async Task An_output_that_happens_to_be_base64_is_decoded_as_on_the_real_host()
    {
        // The function feeds its own queue: first with "aaaa", which is base64 of the bytes 69 A6 9A, no text at all: poison.
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction.Replace("later", "jobs", StringComparison.Ordinal), """{"maxDequeueCount":1}""");
        app.Handler.Answer = call => new FakeHandler.Reply(TextOf(call) == "start" ? """{"Outputs":{"more":"aaaa"}}""" : FakeHandler.Nothing);

        app.Host.Queues.Put("jobs", "start");

        await Eventually.IsTrue(() => app.Host.Queues.Count("jobs-poison") == 1);
        app.Handler.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task No_more_messages_run_at_once_than_the_batch_and_its_threshold_allow()
    {
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction, """{"batchSize":2,"newBatchThreshold":1}""");
        var running = 0;
        var most = 0;
        using var gate = new Barrier(1);
        app.Handler.Answer = _ =>
        {
            var now = Interlocked.Increment(ref running);
            lock (gate) most = Math.Max(most, now);
            Interlocked.Decrement(ref running);
            return new FakeHandler.Reply(FakeHandler.Nothing);
        };

        for (var number = 0; number < 50; number++) app.Host.Queues.Put("jobs", $$"""{"n":{{number}}}""");

        await app.Handler.WaitForCallsAsync(50);
        most.ShouldBeLessThanOrEqualTo(3);
        await Empty(app, "jobs");
        app.Handler.Calls.Select(TextOf).Distinct().Count().ShouldBe(50);
    }

    [Fact]
    public async Task A_queue_function_can_be_run_by_hand()
    {
        await using var app = await HostedApp.StartAsync("Work", HostedApp.QueueFunction);

        (await app.Host.InvokeAsync("work", """{"shard":1}""", CancellationToken.None)).ShouldBeTrue();

        TextOf(app.Handler.Calls.ShouldHaveSingleItem()).ShouldBe("""{"shard":1}""");
    }

    static string TextOf(FakeHandler.Call call) => JsonNode.Parse(call.Json["Data"]!["inMsg"]!.GetValue<string>())!.GetValue<string>();

    static Task Empty(HostedApp app, string queue) => Eventually.IsTrue(() => app.Host.Queues.Count(queue) == 0);

    // Only when the message was given back: time that passes during the call would end its lease and bring it a second time.
    static async Task AdvancePauseAsync(SteppedClock clock)
    {
        await Eventually.IsTrue(() => clock.NextDueOn == clock.GetUtcNow() + s_pause);
        clock.Advance(s_pause);
    }
}
