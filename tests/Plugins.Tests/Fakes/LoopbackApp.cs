using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CrmInsights.Plugins.Tests.Fakes;

/// <summary>A real HTTP server on a free port of this machine that stands where the Function app would.</summary>
public sealed class LoopbackApp : IAsyncDisposable
{
    readonly WebApplication _server;

    LoopbackApp(WebApplication server) => _server = server;

    /// <summary>What it answers; may be changed between requests.</summary>
    public int Status { get; set; } = 202;

    /// <summary>Requests in order of arrival.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = new();

    public string Url => _server.Urls.Single();

    public ReceivedRequest Only => Requests.ShouldHaveSingleItem();

    public static async Task<LoopbackApp> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = new LoopbackApp(builder.Build());
        app._server.Run(app.ReceiveAsync);
        await app._server.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    async Task ReceiveAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        Requests.Enqueue(new ReceivedRequest(
            $"{http.Request.Method} {http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget}",
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        if (Status is >= 300 and < 400) http.Response.Headers.Location = Url + "/elsewhere";
        http.Response.StatusCode = Status;
    }
}
