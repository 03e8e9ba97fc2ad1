using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrmInsights.EndToEnd.Deployment;

/// <summary>What is deployed runs where nothing but its zip is: unpacked in a clean folder, under the stand-in for the Functions host.</summary>
public sealed class DeploymentZipTests : IDisposable
{
    const string Key = "a signing key of thirty-two or more";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task The_unpacked_app_tells_its_health_and_takes_a_signed_event()
    {
        var app = await PublishedApp.UnpackAsync(_folder);
        await using var dataverse = await EmbeddedDataverse.OpenAsync(_folder["dataverse"], TimeProvider.System, new EmbeddedOptions(), CancellationToken.None);
        var address = new Uri($"http://localhost:{FreePort()}");
        await using var functions = FunctionHost.Open(Options(app, address), NullLoggerFactory.Instance);
        await using var web = await ServeAsync(address, dataverse, functions);
        await functions.StartAsync(CancellationToken.None);
        using var http = new HttpClient { BaseAddress = address };

        var health = await http.GetAsync(new Uri("/api/health", UriKind.Relative));
        var report = await health.Content.ReadFromJsonAsync<JsonElement>();
        using var signed = Signed(AccountChanged(dataverse.OrganizationId));
        var accepted = await http.PostAsync(new Uri("/api/events", UriKind.Relative), signed);

        health.StatusCode.ShouldBe(HttpStatusCode.OK, report.ToString());
        report.GetProperty("dataverse").GetProperty("organizationId").GetGuid().ShouldBe(dataverse.OrganizationId);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync());
    }

    // The settings of a real host, which the app can tell from FUNCTIONS_EXTENSION_VERSION.
    FunctionHostOptions Options(string app, Uri address) => new()
    {
        AppFolder = app,
        DataFolder = _folder.Path,
        RunTimers = false,
        Settings = new Dictionary<string, string>
        {
            ["FUNCTIONS_EXTENSION_VERSION"] = "~4",
            ["CrmInsights__DataverseUrl"] = address.GetLeftPart(UriPartial.Authority),
            ["CrmInsights__SigningKey"] = Key,
            ["CrmInsights__Store"] = $"sqlite:{_folder["insights.db"]}",
            ["CrmInsights__DurableDisk"] = "true",
        },
    };

    static async Task<WebApplication> ServeAsync(Uri address, EmbeddedDataverse dataverse, FunctionHost functions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.AbsoluteUri);
        var web = builder.Build();
        web.MapDataverseWebApi(dataverse, new WebApiOptions { AdministratorId = dataverse.Facts.AdministratorId });
        web.MapFunctions(functions);
        await web.StartAsync();
        return web;
    }

    static string AccountChanged(Guid organization)
    {
        var account = Guid.NewGuid();
        var now = TimeProvider.System.GetUtcNow();
        return JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["specversion"] = "1.0",
            ["id"] = Guid.NewGuid(),
            ["source"] = $"/dataverse/{organization}",
            ["type"] = "crminsights.account.changed",
            ["subject"] = $"account/{account}",
            ["time"] = now,
            ["version"] = 1,
            ["datacontenttype"] = "application/json",
            ["data"] = new { accountId = account, createdOn = now, stateCode = 0 },
        });
    }

    static StringContent Signed(string body)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Encoding.UTF8.GetBytes($"{time}.{body}"));
        var content = new StringContent(body, Encoding.UTF8, "application/cloudevents+json");
        content.Headers.Add("x-ci-signature", $"t={time},v1={Convert.ToHexStringLower(hash)}");
        return content;
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux()) Skip = "What is deployed is a program for Linux.";
        }
    }
}
