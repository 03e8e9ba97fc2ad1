using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Tests.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>An organisation of its own behind a real server on a free port, and a client that speaks as Microsoft tells clients to.</summary>
sealed class WebApiHost : IAsyncDisposable
{
    readonly TestOrganization _organization;

    WebApplication? _app;

    WebApiHost(TestOrganization organization) => _organization = organization;

    public EmbeddedDataverse Organization => _organization.Dataverse;
    public ManualClock Clock => _organization.Clock;
    /// <summary>The organisation with the ways of tests to it.</summary>
    public TestOrganization Whole => _organization;
    public HttpClient Client { get; } = new();
    public string Root => Client.BaseAddress!.ToString();

    public static async Task<WebApiHost> StartAsync(Func<WebApiOptions, WebApiOptions>? configure = null, Action<EmbeddedDataverse>? prepare = null)
    {
        var organization = await TestOrganization.OpenAsync();
        prepare?.Invoke(organization.Dataverse);
        var host = new WebApiHost(organization);
        await host.ServeAsync(configure ?? (options => options));
        return host;
    }

    public Task<HttpResponseMessage> Send(HttpMethod method, string target, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, target) { Content = Content(body) };
        request.Headers.Add("OData-Version", "4.0");
        request.Headers.TryAddWithoutValidation("If-None-Match", "null");
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> Get(string target, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, target, null, headers);

    public Task<HttpResponseMessage> Post(string target, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, target, body, headers);

    public Task<HttpResponseMessage> Patch(string target, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, target, body, headers);

    /// <summary>The JSON of a GET that must succeed.</summary>
    public async Task<JsonObject> Json(string target, params (string Name, string Value)[] headers) => await (await Get(target, headers)).Json();

    public async Task<JsonArray> Rows(string target, params (string Name, string Value)[] headers) => (await Json(target, headers))["value"]!.AsArray();

    /// <summary>Creates a row and returns its id.</summary>
    public async Task<Guid> Create(string set, object body)
    {
        var response = await Post(set, body);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(204, text);
        return response.EntityId();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        await _organization.DisposeAsync();
    }

    async Task ServeAsync(Func<WebApiOptions, WebApiOptions> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = WebApiEndpoints.MaxRequestLine);
        _app = builder.Build();
        _app.MapDataverseWebApi(Organization, configure(new WebApiOptions
        {
            AdministratorId = Organization.Facts.AdministratorId,
            Tokens = new Dictionary<string, Guid> { ["service-token"] = Organization.Facts.ServiceUserId },
        }));
        _app.MapWebResources(Organization, new Caller(Organization.Facts.AdministratorId));
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single() + "/api/data/v9.2/");
    }

    static HttpContent? Content(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        string json => new StringContent(json, Encoding.UTF8, "application/json"),
        _ => JsonContent.Create(body, options: JsonSerializerOptions.Default),
    };
}
