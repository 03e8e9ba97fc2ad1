using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Local.Embedded;

namespace CrmInsights.EndToEnd.Deployment;

/// <summary>What is deployed runs where nothing but its zip is: unpacked in a clean folder, under the stand-in for the Functions host.</summary>
[Collection(PublishedApp.OneAtATime)]
public sealed class DeploymentZipTests : IDisposable
{
    const string Key = "a signing key of thirty-two or more";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DeploymentFact]
    public async Task The_unpacked_app_tells_its_health_and_takes_a_signed_event()
    {
        var app = await PublishedApp.UnpackAsync(_folder);
        await using var dataverse = await EmbeddedDataverse.OpenAsync(_folder["dataverse"], TimeProvider.System, new EmbeddedOptions(), CancellationToken.None);
        await using var site = await InstallSite.OpenAsync(dataverse);
        await site.DeployAsync(app, _folder, Key);
        using var http = new HttpClient { BaseAddress = site.Address };

        var health = await http.GetAsync(new Uri("/api/health", UriKind.Relative));
        var report = await health.Content.ReadFromJsonAsync<JsonElement>();
        using var signed = Signed(AccountChanged(dataverse.OrganizationId));
        var accepted = await http.PostAsync(new Uri("/api/events", UriKind.Relative), signed);

        health.StatusCode.ShouldBe(HttpStatusCode.OK, report.ToString());
        report.GetProperty("dataverse").GetProperty("organizationId").GetGuid().ShouldBe(dataverse.OrganizationId);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync());
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
}
