using CrmInsights.Dataverse;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Form;
using CrmInsights.Local.Running;
using CrmInsights.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace CrmInsights.Local.Tests.Form;

/// <summary>Embedded Dataverse with the solution installed, its Web API and the form, in this process.</summary>
sealed class TestSite : IAsyncDisposable
{
    static readonly Uri s_address = new("http://localhost");

    readonly WebApplication _web;
    readonly string _folder;

    TestSite(WebApplication web, EmbeddedDataverse dataverse, string folder, SteppedClock clock)
    {
        _web = web;
        _folder = folder;
        Dataverse = dataverse;
        Clock = clock;
        Http = web.GetTestClient();
        Http.BaseAddress = s_address;
        Client = new DataverseWebApi(new DataverseOptions { Url = s_address, BatchSize = 500 }, web.GetTestServer().CreateHandler());
    }

    public EmbeddedDataverse Dataverse { get; }
    public SteppedClock Clock { get; }
    public HttpClient Http { get; }
    public DataverseWebApi Client { get; }

    public static async Task<TestSite> OpenAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crminsights-site-").FullName;
        var clock = new SteppedClock(TestTime.Now);
        var dataverse = await EmbeddedDataverse.OpenAsync(folder, clock, new EmbeddedOptions { JobWorkers = 0 }, default);
        await dataverse.ImportSolutionAsync(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "solution", "CrmInsights_managed.zip")), default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var web = builder.Build();
        web.MapDataverseWebApi(dataverse, new WebApiOptions { AdministratorId = dataverse.Facts.AdministratorId });
        web.MapWebResources(dataverse, new Caller(dataverse.Facts.AdministratorId));
        var board = new ProgressBoard();
        board.Finish();
        web.MapForm(new FormSite(dataverse, new Caller(dataverse.Facts.AdministratorId), board, IsClockSimulated: true));
        await web.StartAsync();
        return new TestSite(web, dataverse, folder, clock);
    }

    public Task<Guid> CreateAsync(string table, Dictionary<string, object?> values) =>
        Dataverse.WriteAsync(new Caller(Dataverse.Facts.AdministratorId), session => session.Create(new TableRow(table, Guid.Empty) { Values = values }), default);

    public async Task<IReadOnlyList<Row>> ReadAsync(DataverseTable table, params string[] columns)
    {
        var rows = new List<Row>();
        await foreach (var row in Client.ReadAsync(new RowsQuery(table, columns), default)) rows.Add(row);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _web.DisposeAsync();
        await Dataverse.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
