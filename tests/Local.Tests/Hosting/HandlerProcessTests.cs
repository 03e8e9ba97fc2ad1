using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrmInsights.Local.Hosting;
using CrmInsights.Local.Hosting.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.Local.Tests.Hosting;

/// <summary>Real processes: this assembly, started as <see cref="TestProgram"/>.</summary>
public sealed class HandlerProcessTests : IDisposable
{
    static readonly string s_program = typeof(TestProgram).Assembly.Location;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crminsights-handler-");

    string Log => Path.Combine(_folder.FullName, "handled.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_handler_that_dies_under_a_message_is_started_again_and_the_message_delivered_again()
    {
        Write("handle", Log);
        await using var host = await StartAsync();
        var first = host.Status;

        host.Queues.Put("jobs", "{die}");

        await Eventually.IsTrue(() => host.Queues.Count("jobs") == 0);
        (await File.ReadAllLinesAsync(Log)).ShouldBe(["{die}", "{die}"]);
        host.Status.HandlerProcessId.ShouldNotBe(first.HandlerProcessId);
        host.Status.Restarts.ShouldBeGreaterThan(first.Restarts);
    }

    [Fact]
    public async Task A_handler_gets_its_settings_and_no_secret_of_ours()
    {
        const string Secret = "CRMINSIGHTS_TEST_TOKEN";
        Environment.SetEnvironmentVariable(Secret, "geheim");
        Write("handle", Log);

        await using var host = await StartAsync();

        var names = await File.ReadAllLinesAsync(Log + ".env");
        names.ShouldNotContain(Secret);
        foreach (var name in new[] { "CrmInsights__Store", "CrmInsights__ExitWithParent", "FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_CUSTOMHANDLER_WORKER_ID" })
            names.ShouldContain(name);
    }

    [Fact]
    public async Task A_handler_that_never_answers_stops_the_host_with_its_last_errors()
    {
        Write("fail");

        var error = await Should.ThrowAsync<FunctionHostException>(StartAsync);

        error.Message.ShouldContain("3 times in a row");
        error.Message.ShouldContain("The store cannot be opened.");
    }

    [Fact]
    public async Task A_closed_host_leaves_no_handler_behind()
    {
        Write("handle", Log);
        var host = await StartAsync();
        using var handler = Process.GetProcessById(host.Status.HandlerProcessId!.Value);

        await host.DisposeAsync();

        handler.WaitForExit(TimeSpan.FromMinutes(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_host_leaves_no_handler_behind()
    {
        Write("handle", Log);
        using var host = Start("host", _folder.FullName);
        using var handler = Process.GetProcessById(int.Parse((await host.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));

        host.Kill();

        handler.WaitForExit(TimeSpan.FromMinutes(1)).ShouldBeTrue();
    }

    [Fact]
    public async Task Messages_that_were_put_outlive_a_killed_host()
    {
        var file = Path.Combine(_folder.FullName, "queues.db");
        using var host = Start("put", file);
        var put = 0;
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            put = int.Parse(line, CultureInfo.InvariantCulture);
            if (put == 200) host.Kill();
        }

        using var queues = QueueFile.Open(file, TimeProvider.System);

        queues.Count("jobs").ShouldBeInRange(put, put + 1);
    }

    static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [s_program, .. arguments]) { RedirectStandardOutput = true })!;

    void Write(params string[] arguments)
    {
        var text = JsonSerializer.Serialize(new
        {
            customHandler = new { description = new { defaultExecutablePath = "dotnet", arguments = (string[])[s_program, .. arguments] } },
        });
        File.WriteAllText(Path.Combine(_folder.FullName, "host.json"), text);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "Work"));
        File.WriteAllText(Path.Combine(_folder.FullName, "Work", "function.json"), HostedApp.QueueFunction);
    }

    async Task<FunctionHost> StartAsync()
    {
        var options = new FunctionHostOptions
        {
            AppFolder = _folder.FullName,
            DataFolder = Path.Combine(_folder.FullName, "data"),
            StartTimeout = TimeSpan.FromMinutes(2),
            Settings = new Dictionary<string, string> { ["CrmInsights__Store"] = "sqlite:x" },
        };
        var host = FunctionHost.Open(options, NullLoggerFactory.Instance);
        try
        {
            await host.StartAsync(CancellationToken.None);
            return host;
        }
        catch (FunctionHostException)
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
