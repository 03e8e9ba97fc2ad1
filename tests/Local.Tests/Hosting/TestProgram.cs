using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Hosting.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.Local.Tests.Hosting;

/// <summary>What the test assembly does when it is started as a program.</summary>
static class TestProgram
{
    public static Task<int> Main(string[] args) => args switch
    {
        ["handle", var log] => HandleAsync(log),
        ["fail"] => FailAsync(),
        ["host", var folder] => HostAsync(folder),
        ["put", var file] => PutAsync(file),
        _ => Task.FromResult(2),
    };

    /// <summary>A handler that notes each text in a file; the text "die" kills it, once.</summary>
    static async Task<int> HandleAsync(string log)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Environment.GetEnvironmentVariable("FUNCTIONS_CUSTOMHANDLER_PORT")}");
        await using var app = builder.Build();
        app.MapPost("/Work", async (HttpRequest request) =>
        {
            using var envelope = await JsonDocument.ParseAsync(request.Body);
            var text = JsonSerializer.Deserialize<string>(envelope.RootElement.GetProperty("Data").GetProperty("inMsg").GetString()!)!;
            var died = File.Exists(log) && (await File.ReadAllLinesAsync(log)).Contains(text);
            await File.AppendAllLinesAsync(log, [text]);
            if (text == "{die}" && !died) Process.GetCurrentProcess().Kill();
            return Results.Text(FakeHandler.Nothing, "application/json");
        });
        await File.WriteAllLinesAsync(log + ".env", Environment.GetEnvironmentVariables().Keys.Cast<string>());
        _ = Task.Run(async () =>
        {
            await Console.In.ReadToEndAsync();
            app.Lifetime.StopApplication();
        });
        await app.RunAsync();
        return 0;
    }

    static async Task<int> FailAsync()
    {
        await Console.Error.WriteLineAsync("The store cannot be opened.");
        return 3;
    }

    /// <summary>A host that tells the process of its handler and waits to be killed.</summary>
    static async Task<int> HostAsync(string folder)
    {
        await using var host = FunctionHost.Open(new FunctionHostOptions { AppFolder = folder, DataFolder = Path.Combine(folder, "data") }, NullLoggerFactory.Instance);
        await host.StartAsync(CancellationToken.None);
        Console.WriteLine(host.Status.HandlerProcessId);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
        return 0;
    }

    /// <summary>Puts messages and tells the number of each after it was put, until killed.</summary>
    static async Task<int> PutAsync(string file)
    {
        using var queues = QueueFile.Open(file, TimeProvider.System);
        for (var number = 1; number < 1_000_000; number++)
        {
            queues.PutAll("jobs", [number.ToString(CultureInfo.InvariantCulture)]);
            await Console.Out.WriteLineAsync(number.ToString(CultureInfo.InvariantCulture));
        }
        return 0;
    }
}
