using CrmInsights.Local.Hosting;
using CrmInsights.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.Local.Tests.Hosting;

/// <summary>A function app in a folder of its own, hosted with a fake handler and a clock that stands still.</summary>
sealed class HostedApp : IAsyncDisposable
{
    public const string HttpFunction = """
        {"bindings":[{"authLevel":"anonymous","type":"httpTrigger","direction":"in","name":"req","methods":["post"],"route":"order/{kind}"},
        {"type":"http","direction":"out","name":"res"},{"type":"queue","direction":"out","name":"work","queueName":"jobs"}]}
        """;

    public const string QueueFunction = """
        {"bindings":[{"name":"inMsg","type":"queueTrigger","direction":"in","queueName":"jobs"},
        {"type":"queue","direction":"out","name":"more","queueName":"later"}]}
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crminsights-hosting-");

    public SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public FakeHandler Handler { get; } = new();

    public FunctionHost Host { get; private set; } = null!;

    public string Folder => _folder.FullName;

    public static async Task<HostedApp> StartAsync(string function, string bindings, string queues = "{}")
    {
        var app = new HostedApp();
        app.Write("host.json", $$$"""{"version":"2.0","customHandler":{"description":{"defaultExecutablePath":"handler"}},"extensions":{"queues":{{{queues}}}}}""");
        app.Write(Path.Combine(function, "function.json"), bindings);
        await app.OpenAsync();
        return app;
    }

    public async Task OpenAsync()
    {
        Host = FunctionHost.Open(Options(), Handler, NullLoggerFactory.Instance);
        await Host.StartAsync(CancellationToken.None);
    }

    public FunctionHostOptions Options() => new() { AppFolder = Folder, DataFolder = Path.Combine(Folder, "data"), Clock = Clock, WaitClock = Clock };

    public void Write(string path, string text)
    {
        path = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
