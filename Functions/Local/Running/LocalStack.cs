using System.Net;
using System.Net.Sockets;
using CrmInsights.Local.Commands;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Form;
using CrmInsights.Local.Hosting;

namespace CrmInsights.Local.Running;

/// <summary>The parts of `run` on one origin: embedded Dataverse, stand-in for the Functions host, web form. The page is served when this is open.</summary>
sealed class LocalStack : IAsyncDisposable
{
    readonly WebApplication _web;

    LocalStack(WebApplication web, EmbeddedDataverse dataverse, FunctionHost functions, Uri address)
    {
        _web = web;
        Dataverse = dataverse;
        Functions = functions;
        Address = address;
    }

    public EmbeddedDataverse Dataverse { get; }
    public FunctionHost Functions { get; }
    public Uri Address { get; }
    public TimeProvider Clock => Dataverse.Clock;
    public Caller Administrator => new(Dataverse.Facts.AdministratorId);

    public static async Task<LocalStack> OpenAsync(RunOptions options, StateFolder state, ProgressBoard board, CancellationToken cancellation)
    {
        var port = options.Port == 0 ? FreePort() : options.Port;
        var address = new Uri($"http://localhost:{port}");
        TimeProvider clock = state.Settings.ClockOffsetSeconds is { } offset ? new SimulatedClock(TimeProvider.System, TimeSpan.FromSeconds(offset)) : TimeProvider.System;
        var dataverse = await EmbeddedDataverse.OpenAsync(state.File("dataverse"), clock, new EmbeddedOptions { HoldsJobs = true }, cancellation);
        var token = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var web = Build(port, state.LogFile);
        var functions = FunctionHost.Open(FunctionOptions(state, clock, AppSettings(options, state, address, token)), web.Services.GetRequiredService<ILoggerFactory>());

        web.UseHostFiltering();
        web.MapDataverseWebApi(dataverse, new WebApiOptions
        {
            AdministratorId = dataverse.Facts.AdministratorId,
            Tokens = new Dictionary<string, Guid> { [token] = dataverse.Facts.ServiceUserId },
        });
        web.MapWebResources(dataverse, new Caller(dataverse.Facts.AdministratorId));
        web.MapFunctions(functions);
        web.MapForm(new FormSite(dataverse, new Caller(dataverse.Facts.AdministratorId), board, clock is SimulatedClock));
        var stack = new LocalStack(web, dataverse, functions, address);
        await stack.ListenAsync(port, cancellation);
        return stack;
    }

    async Task ListenAsync(int port, CancellationToken cancellation)
    {
        try
        {
            await _web.StartAsync(cancellation);
        }
        catch (IOException)
        {
            await DisposeAsync();
            throw new CommandFailedException($"Port {port} is in use, perhaps by another crminsights. End that program, or take another port with --port N (0 finds a free one).");
        }
    }

    static WebApplication Build(int port, string logFile)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LogFile(logFile, TimeProvider.System)).SetMinimumLevel(LogLevel.Warning);
        // Only names of this machine: another name that resolves to it (DNS rebinding) is turned away.
        builder.Services.AddHostFiltering(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = WebApiEndpoints.MaxRequestLine;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        // Ctrl+C belongs to the command line, which ends the parts in order.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    static FunctionHostOptions FunctionOptions(StateFolder state, TimeProvider clock, Dictionary<string, string> settings) => new()
    {
        AppFolder = AppContext.BaseDirectory,
        DataFolder = state.Path,
        Clock = clock,
        Settings = settings,
    };

    static Dictionary<string, string> AppSettings(RunOptions options, StateFolder state, Uri address, string token) => new()
    {
        ["CrmInsights__DataverseUrl"] = address.GetLeftPart(UriPartial.Authority),
        ["CrmInsights__BearerToken"] = token,
        ["CrmInsights__SigningKey"] = state.SigningKey(),
        ["CrmInsights__Store"] = options.Store ?? $"sqlite:{state.StoreFile}",
        ["CrmInsights__DurableDisk"] = "true",
        ["CrmInsights__OwnModels"] = state.File("own-models"),
        ["CrmInsights__ClockOffsetSeconds"] = (state.Settings.ClockOffsetSeconds ?? 0).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
    };

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        // First who writes, then what is written to.
        await Functions.DisposeAsync();
        await _web.StopAsync(CancellationToken.None);
        await _web.DisposeAsync();
        await Dataverse.DisposeAsync();
    }

    sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
