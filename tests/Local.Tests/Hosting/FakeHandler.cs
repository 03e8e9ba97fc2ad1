using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Hosting.Handler;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmInsights.Local.Tests.Hosting;

/// <summary>A handler within the test: answers calls as the test says and remembers them.</summary>
sealed class FakeHandler : IHandler
{
    public const string Nothing = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    readonly WebApplication _app;
    readonly SemaphoreSlim _called = new(0);

    public FakeHandler()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{function}", ReplyAsync);
    }

    public ConcurrentQueue<Call> Calls { get; } = new();

    public Func<Call, Reply> Answer { get; set; } = _ => new Reply(Nothing);

    public HostStatus Status => new(HostState.Running, null, null, 0);

    public Task<string> Stopped { get; } = new TaskCompletionSource<string>().Task;

    public Task StartAsync(CancellationToken cancellation) => _app.StartAsync(cancellation);

    public Task<Uri> AddressAsync(CancellationToken cancellation) => Task.FromResult(new Uri(_app.Urls.First()));

    public Task NoAnswerAsync(Uri address, CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Waits until the handler was called so often in all.</summary>
    public async Task WaitForCallsAsync(int count)
    {
        while (Calls.Count < count) (await _called.WaitAsync(TimeSpan.FromMinutes(2))).ShouldBeTrue($"{count} calls were expected, {Calls.Count} came");
    }

    async Task ReplyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var call = new Call((string)context.Request.RouteValues["function"]!, await reader.ReadToEndAsync(context.RequestAborted),
            context.Request.ContentType, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()));
        var reply = Answer(call);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
        Calls.Enqueue(call);
        _called.Release();
    }

    public sealed record Call(string Function, string Body, string? ContentType, Dictionary<string, string> Headers)
    {
        public JsonNode Json => JsonNode.Parse(Body)!;
    }

    public sealed record Reply(string Body, int Status = 200, string ContentType = "application/json");
}
