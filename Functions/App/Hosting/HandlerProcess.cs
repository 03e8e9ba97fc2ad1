using System.Net;
using CrmInsights.App.Jobs;
using CrmInsights.Dataverse;
using CrmInsights.Store;
using Microsoft.Extensions.Logging.Console;

namespace CrmInsights.App.Hosting;

/// <summary>The process that the Functions host starts.</summary>
static class HandlerProcess
{
    const int WrongUse = 2;
    const int Failed = 1;
    const long LargestCall = 110L * 1024 * 1024; // the host itself stops at 100 MB
    static readonly string[] s_port = ["FUNCTIONS_CUSTOMHANDLER_PORT", "FUNCTIONS_HTTPWORKER_PORT"];

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        try
        {
            var settings = AppSettings.Read(builder.Configuration);
            await using var store = await OpenStoreAsync(settings);
            using var dataverse = new DataverseWebApi(settings.Dataverse);
            Listen(builder);
            builder.Services.AddCrmInsights(settings, store, dataverse, new Clocks(new OffsetClock(TimeProvider.System, settings.ClockOffset), TimeProvider.System));
            await using var app = builder.Build();
            app.MapFunctions();
            await app.RunAsync();
            return 0;
        }
        catch (SettingsException fault)
        {
            foreach (var line in fault.Faults) await Console.Error.WriteLineAsync(line);
            return WrongUse;
        }
        catch (IOException fault)
        {
            await Console.Error.WriteLineAsync($"The app cannot start: {fault.Message}");
            return Failed;
        }
    }

    static async Task<InsightStore> OpenStoreAsync(AppSettings settings)
    {
        try
        {
            var options = new StoreOptions { ShardCount = settings.ShardCount, RollUpContacts = settings.RollUpContacts };
            return await InsightStore.OpenAsync(settings.Store, options, CancellationToken.None);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidDataException)
        {
            throw new SettingsException([$"CrmInsights__Store: {fault.Message}"]);
        }
    }

    static void Listen(WebApplicationBuilder builder)
    {
        var text = s_port.Select(name => builder.Configuration[name]).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        if (!ushort.TryParse(text, out var port))
            throw new SettingsException([$"{s_port[0]} is '{text}'; expected the port the Functions host has chosen. Start the app with `func start` or `crminsights run`."]);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, port);
            server.Limits.MaxRequestBodySize = LargestCall;
        });
        builder.Logging.ClearProviders().AddJsonConsole(format => format.UseUtcTimestamp = true);
        // The host reads standard error as errors and the rest as information.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }
}
