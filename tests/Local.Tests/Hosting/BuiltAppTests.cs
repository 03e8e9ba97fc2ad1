using System.Text.Json.Nodes;
using CrmInsights.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.Local.Tests.Hosting;

/// <summary>The function app itself, as it was built beside the tests.</summary>
public sealed class BuiltAppTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crminsights-app-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_built_app_tells_its_health_and_refuses_an_unsigned_event()
    {
        await using var host = FunctionHost.Open(Options(), NullLoggerFactory.Instance);
        await host.StartAsync(CancellationToken.None);
        await using var web = await ServeAsync(host);
        using var http = new HttpClient { BaseAddress = new Uri(web.Urls.First()) };

        var health = JsonNode.Parse(await (await http.GetAsync("/api/health")).Content.ReadAsStringAsync())!;   // 503: there is no Dataverse
        using var unsigned = new StringContent("{}", System.Text.Encoding.UTF8, "application/cloudevents+json");
        var answer = await http.PostAsync("/api/events", unsigned);

        health["store"]!["reachable"]!.GetValue<bool>().ShouldBeTrue();
        ((int)answer.StatusCode).ShouldBeInRange(400, 499);
        host.Queues.Count("score-accounts").ShouldBe(0);
    }

    FunctionHostOptions Options() => new()
    {
        AppFolder = AppContext.BaseDirectory,
        DataFolder = _folder.FullName,
        RunTimers = false,
        StartTimeout = TimeSpan.FromMinutes(2),
        Settings = new Dictionary<string, string>
        {
            ["CrmInsights__Store"] = $"sqlite:{Path.Combine(_folder.FullName, "insights.db")}",
            ["CrmInsights__SigningKey"] = new string('k', 32),
            ["CrmInsights__DataverseUrl"] = "http://localhost:9",    // nobody listens on the discard port
            ["CrmInsights__BearerToken"] = "none",
        },
    };

    static async Task<WebApplication> ServeAsync(FunctionHost host)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.MapFunctions(host);
        await web.StartAsync();
        return web;
    }
}
