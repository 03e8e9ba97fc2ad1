using CrmInsights.Dataverse;
using CrmInsights.Local.Connect;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Running;
using CrmInsights.Local.Tests.Embedded;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmInsights.Local.Tests.Connect;

/// <summary>An environment that an admin connects to: an embedded Dataverse with a server of its own, and a Function app beside it that says what a test wants.</summary>
sealed class ConnectStage : IAsyncDisposable
{
    public const string Key = "a signing key of thirty-two or more";
    public const string WrongToken = "not a token of this environment";

    readonly HttpClient _http = new();
    readonly TestOrganization _organization;
    readonly WebApplication _server;

    ConnectStage(TestOrganization organization, WebApplication server) => (_organization, _server) = (organization, server);

    public OurSolution Ours { get; private init; } = null!;
    public Uri Address => new(_server.Urls.Single());
    public EmbeddedDataverse Dataverse => _organization.Dataverse;

    /// <summary>What the app answers; a test changes it.</summary>
    public string[] Unwell { get; set; } = [];
    public Guid? AppOrganization { get; set; }
    public bool AppIsAnother { get; set; }
    public bool AppRefusesKey { get; set; }
    /// <summary>Client id of the app's identity that the admin names.</summary>
    public Guid? AppId { get; set; }

    public static async Task<ConnectStage> OpenAsync(EmbeddedOptions? options = null)
    {
        var organization = await TestOrganization.OpenAsync(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var stage = new ConnectStage(organization, server) { Ours = await OurSolution.ReadAsync(default) };
        server.MapDataverseWebApi(organization.Dataverse, new WebApiOptions { AdministratorId = organization.Dataverse.Facts.AdministratorId });
        server.MapGet("/api/health", stage.Health);
        server.MapPost("/api/events", () => Results.StatusCode(stage.AppRefusesKey ? 401 : 400));
        await server.StartAsync();
        return stage;
    }

    /// <summary>The environment as it is when an admin is done.</summary>
    public static async Task<ConnectStage> ConnectedAsync()
    {
        var stage = await OpenAsync();
        await stage.ImportAsync();
        var target = stage.Target();
        await SetAddress.RunAsync(target, stage.Address, default);
        await SetKey.RunAsync(target, Key, default);
        await stage.GiveRoleAsync();
        return stage;
    }

    public Task ImportAsync() => Dataverse.ImportSolutionAsync(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "solution", "CrmInsights_managed.zip")), default);

    public Task GiveRoleAsync() => _organization.WriteAsync(session => SolutionSetup.GiveRole(session, Dataverse.Facts.ServiceUserId));

    public ConnectTarget Target(Func<DataverseOptions, DataverseOptions>? change = null)
    {
        var options = new DataverseOptions { Url = Address, FaultRetries = 0 };
        return new ConnectTarget(new DataverseWebApi(change?.Invoke(options) ?? options), Ours, _http, TimeProvider.System) { AppId = AppId };
    }

    public async Task<IReadOnlyList<Finding>> CheckAsync(Func<DataverseOptions, DataverseOptions>? change = null)
    {
        var target = Target(change);
        using var connection = target.Dataverse;
        return await EnvironmentCheck.RunAsync(target, default);
    }

    /// <summary>The only thing that is not well.</summary>
    public async Task<Finding> ProblemAsync() => (await CheckAsync()).Where(finding => finding.State != FindingState.Ok).ShouldHaveSingleItem();

    public Task SetAsync(string table, Guid id, Dictionary<string, object?> values) => _organization.UpdateAsync(table, id, values);

    public Task DeleteAsync(string table, Guid id) => _organization.DeleteAsync(table, id);

    /// <summary>Rows of a table.</summary>
    public Task<IReadOnlyList<TableRow>> RowsAsync(string table) => _organization.ReadAsync(session => session.Query(new RowQuery(table) { Top = 1000 }).Rows);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _organization.DisposeAsync();
    }

    IResult Health() => AppIsAnother ? Results.Text("Welcome to another program.") : Results.Json(new
    {
        versions = new { app = "0.1.0" },
        dataverse = new { reachable = true, organizationId = AppOrganization ?? Dataverse.OrganizationId, userId = Dataverse.Facts.ServiceUserId },
        status = Unwell.Length == 0 ? "healthy" : "unhealthy",
        reasons = Unwell,
    }, statusCode: Unwell.Length == 0 ? 200 : 503);
}
