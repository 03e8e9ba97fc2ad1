using System.Text.Json;
using System.Text.Json.Nodes;
using CrmInsights.App.Hosting;
using CrmInsights.App.Jobs;
using CrmInsights.Dataverse;
using CrmInsights.Store;
using CrmInsights.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace CrmInsights.App.Tests;

/// <summary>The whole app on a real store, SQLite unless a test says otherwise, and a Dataverse in memory, called as the Functions host calls it.</summary>
sealed class AppHarness : IAsyncDisposable
{
    public const string Key = "0123456789abcdef0123456789abcdef";

    readonly string _folder = Directory.CreateTempSubdirectory("crminsights-app-").FullName;
    string? _setting;

    public FakeDataverse Dataverse { get; private init; } = new();
    public SteppedClock Clock { get; private init; } = new(new DateTimeOffset(2026, 5, 3, 12, 0, 0, TimeSpan.Zero));
    public InsightStore Store { get; private set; } = null!;
    public HttpClient Http { get; private set; } = null!;
    public WebApplication App { get; private set; } = null!;

    /// <param name="setting">The store; null for a file of its own.</param>
    public static async Task<AppHarness> StartAsync(string? setting = null)
    {
        var harness = new AppHarness { _setting = setting };
        await harness.OpenAsync();
        return harness;
    }

    /// <summary>Another instance of the app on the same store, with the same Dataverse and the same time.</summary>
    public async Task<AppHarness> StartAnotherAsync()
    {
        var harness = new AppHarness { Dataverse = Dataverse, Clock = Clock, _setting = _setting };
        await harness.OpenAsync();
        return harness;
    }

    /// <summary>Ends the process and starts it again on the same store.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>Calls a function with the value of its one input binding.</summary>
    public async Task<JsonObject> CallAsync(string function, string binding, JsonNode? value)
    {
        var (status, answer) = await TryCallAsync(function, binding, value);
        status.ShouldBe(200, answer.ToJsonString());
        return answer;
    }

    public async Task<(int Status, JsonObject Answer)> TryCallAsync(string function, string binding, JsonNode? value)
    {
        var envelope = new JsonObject { ["Data"] = new JsonObject { [binding] = value }, ["Metadata"] = new JsonObject() };
        using var response = await Http.PostAsync("/" + function, new StringContent(envelope.ToJsonString(), System.Text.Encoding.UTF8, "application/json"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    /// <summary>Posts an event as a plug-in does, signed now.</summary>
    public Task<JsonObject> SendAsync(JsonNode body, Action<JsonObject>? change = null)
    {
        var text = body.ToJsonString();
        var now = Clock.GetUtcNow();
        var signature = CrmInsights.App.Events.EventSignature.Sign(Key, now, System.Text.Encoding.UTF8.GetBytes(text));
        var request = new JsonObject
        {
            ["Method"] = "POST",
            ["Headers"] = new JsonObject
            {
                ["Content-Type"] = new JsonArray(body is JsonArray ? "application/cloudevents-batch+json; charset=utf-8" : "application/cloudevents+json; charset=utf-8"),
                ["x-ci-signature"] = new JsonArray($"t={now.ToUnixTimeSeconds()},v1={signature}"),
            },
            ["Body"] = text,
        };
        change?.Invoke(request);
        return CallAsync("ReceiveEvents", "req", request);
    }

    /// <summary>Queue text as the host delivers it: JSON text that holds the text.</summary>
    public static JsonNode QueueText(string message) => JsonValue.Create(JsonSerializer.Serialize(message))!;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(_folder, recursive: true);
    }

    async Task OpenAsync()
    {
        Store = await InsightStore.OpenAsync(_setting ?? "sqlite:" + Path.Combine(_folder, "insights.db"), new StoreOptions { ShardCount = 4, Time = Clock }, default);
        var settings = new AppSettings { Dataverse = new DataverseOptions { Url = new Uri("http://localhost:7071") }, SigningKeys = [Key], Store = "sqlite:x" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddCrmInsights(settings, Store, Dataverse, new Clocks(Clock, Clock));
        App = builder.Build();
        App.MapFunctions();
        await App.StartAsync();
        Http = App.GetTestClient();
        Http.Timeout = TimeSpan.FromSeconds(60);
    }

    async Task CloseAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        await Store.DisposeAsync();
    }
}
