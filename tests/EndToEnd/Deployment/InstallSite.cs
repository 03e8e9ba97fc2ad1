using System.Net;
using System.Net.Sockets;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.EndToEnd.Deployment;

/// <summary>One address with what is elsewhere two: the environment, and the Function app once it is deployed, under the stand-in for the Functions host.</summary>
sealed class InstallSite : IAsyncDisposable
{
    const string Token = "the-identity-of-the-app";

    readonly WebApplication _environment;
    FunctionHost? _functions;
    WebApplication? _app;

    InstallSite(WebApplication environment, Uri address) => (_environment, Address) = (environment, address);

    /// <summary>Address of the environment and, by passing on, of the app.</summary>
    public Uri Address { get; }

    public static async Task<InstallSite> OpenAsync(EmbeddedDataverse dataverse)
    {
        var address = new Uri($"http://localhost:{FreePort()}");
        var web = Web(address);
        web.MapDataverseWebApi(dataverse, new WebApiOptions
        {
            AdministratorId = dataverse.Facts.AdministratorId,
            Tokens = new Dictionary<string, Guid> { [Token] = dataverse.Facts.ServiceUserId },
        });
        var site = new InstallSite(web, address);
        foreach (var route in new[] { "/api/health", "/api/events" }) web.Map(route, site.PassOnAsync);
        await web.StartAsync();
        return site;
    }

    /// <summary>Starts the app of a folder with the settings of a real host.</summary>
    public async Task DeployAsync(string app, TemporaryFolder state, string key)
    {
        _functions = FunctionHost.Open(new FunctionHostOptions
        {
            AppFolder = app,
            DataFolder = state.Path,
            RunTimers = false,
            Settings = new Dictionary<string, string>
            {
                ["FUNCTIONS_EXTENSION_VERSION"] = "~4",
                ["CrmInsights__DataverseUrl"] = Address.GetLeftPart(UriPartial.Authority),
                ["CrmInsights__BearerToken"] = Token,
                ["CrmInsights__SigningKey"] = key,
                ["CrmInsights__Store"] = $"sqlite:{state["insights.db"]}",
                ["CrmInsights__DurableDisk"] = "true",
            },
        }, NullLoggerFactory.Instance);
        _app = Web(new Uri($"http://localhost:{FreePort()}"));
        _app.MapFunctions(_functions);
        await _app.StartAsync();
        await _functions.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_functions is not null) await _functions.DisposeAsync();
        if (_app is not null) await _app.DisposeAsync();
        await _environment.DisposeAsync();
    }

    async Task PassOnAsync(HttpContext context)
    {
        if (_app is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path.Value);
        if (context.Request.ContentLength > 0)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            request.Content = new ByteArrayContent(body.ToArray());
            foreach (var name in new[] { "Content-Type", "x-ci-signature" }) request.Content.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToString());
        }
        using var answer = await http.SendAsync(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    static WebApplication Web(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        return builder.Build();
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
