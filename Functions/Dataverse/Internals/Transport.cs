using System.Net;
using System.Net.Http.Headers;
using Azure.Core;
using Azure.Identity;

namespace CrmInsights.Dataverse.Internals;

/// <summary>Builds the HTTP client of one environment: headers of every request, sign-in, time limit.</summary>
static class Transport
{
    // Dataverse itself ends a message after two minutes.
    static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(150);

    public static HttpClient Create(DataverseOptions options, HttpMessageHandler? inner)
    {
        inner ??= new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All };
        if (Credential(options) is { } credential) inner = new TokenHandler(credential, options.Url, inner);
        var http = new HttpClient(inner) { BaseAddress = new Uri(options.Url, "/api/data/v9.2/"), Timeout = s_timeLimit };
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        http.DefaultRequestHeaders.Add("OData-Version", "4.0");
        http.DefaultRequestHeaders.Add("OData-MaxVersion", "4.0");
        http.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", "null");
        if (options.BearerToken is { } token) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    static TokenCredential? Credential(DataverseOptions options)
    {
        if (options.Url.IsLoopback) return null;
        if (options.ClientSecret is { } secret) return new ClientSecretCredential(options.TenantId, options.ClientId, secret);
        if (options.OnDeviceCode is { } tell) return DeviceCode(options, tell);
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { TenantId = options.TenantId, ManagedIdentityClientId = options.ClientId });
    }

    static DeviceCodeCredential DeviceCode(DataverseOptions options, Action<string> tell)
    {
        var sign = new DeviceCodeCredentialOptions
        {
            TenantId = options.TenantId,
            DeviceCodeCallback = (code, _) =>
            {
                tell(code.Message);
                return Task.CompletedTask;
            },
        };
        if (options.ClientId is { } client) sign.ClientId = client;
        return new DeviceCodeCredential(sign);
    }
}
