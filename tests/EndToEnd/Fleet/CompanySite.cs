using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrmInsights.Dataverse;
using CrmInsights.EndToEnd.Processes;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.WebApi;
using CrmInsights.Local.Import;
using CrmInsights.Local.Running;
using CrmInsights.Local.Sample;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CrmInsights.EndToEnd.Fleet;

/// <summary>A sample company in an embedded Dataverse of this process. Each handler has a token of its own, so that a test can tell whose call it sees.</summary>
sealed partial class CompanySite : IAsyncDisposable
{
    const int Accounts = 300;
    const int MostMembers = 3;
    // Noon of a day, so that no run crosses midnight; no sample order is placed at that time.
    static readonly DateTimeOffset s_now = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    readonly WebApplication _web;
    readonly EmbeddedDataverse _dataverse;

    CompanySite(WebApplication web, EmbeddedDataverse dataverse, TimeSpan offset) => (_web, _dataverse, ClockOffset) = (web, dataverse, offset);

    public Uri Address => new(_web.Urls.Single());
    public TimeSpan ClockOffset { get; }
    /// <summary>Sees every request that writes rows of accounts after it was carried out and before it is answered: whose it was, and which rows.</summary>
    public Action<int, IReadOnlyList<Guid>> OnWritten { get; set; } = (_, _) => { };

    public static string Token(int member) => $"token-of-handler-{member}";

    /// <summary>Fills a folder that <see cref="OpenAsync"/> can open, and copies of which give the same company with the same keys.</summary>
    public static async Task FillAsync(TemporaryFolder folder, string name)
    {
        await using var site = await OpenAsync(folder[name]);
        var zip = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "solution", "CrmInsights_managed.zip"));
        await site._dataverse.ImportSolutionAsync(zip, default);
        await site._dataverse.WriteAsync(site.Administrator, session => SolutionSetup.GiveRole(session, site._dataverse.Facts.ServiceUserId), default);
        using var rejects = new Rejects(folder["rejected.txt"]);
        using var client = new DataverseWebApi(new DataverseOptions { Url = site.Address, BatchSize = 500 });
        await new Importer(client, new ProgressBoard(), rejects).RunAsync(SampleCompany.Generate(new SampleOptions { Seed = 7, AccountCount = Accounts, End = s_now.AddHours(-12) }), default);
    }

    public static async Task<CompanySite> OpenAsync(string folder)
    {
        var offset = s_now - TimeProvider.System.GetUtcNow();
        // The events of the import are no matter here: no step runs, and the handlers collect what there is.
        var dataverse = await EmbeddedDataverse.OpenAsync(folder, new SimulatedClock(TimeProvider.System, offset), new EmbeddedOptions { HoldsJobs = true }, default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = WebApiEndpoints.MaxRequestLine);
        var web = builder.Build();
        var site = new CompanySite(web, dataverse, offset);
        web.Use(site.WatchAsync);
        web.MapDataverseWebApi(dataverse, new WebApiOptions
        {
            AdministratorId = dataverse.Facts.AdministratorId,
            Tokens = Enumerable.Range(0, MostMembers).ToDictionary(Token, _ => dataverse.Facts.ServiceUserId),
        });
        await web.StartAsync();
        return site;
    }

    Caller Administrator => new(_dataverse.Facts.AdministratorId);

    /// <summary>All columns of ours on all accounts, by the key of the account; when they were computed is left out.</summary>
    public Task<List<string>> ScoresAsync() => _dataverse.ReadAsync(Administrator, session =>
        session.Query(new RowQuery("account") { Order = [new RowOrder(ColumnPath.Of("accountid"), false)], Top = 5000 }).Rows.Select(Text).ToList(), default);

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _dataverse.DisposeAsync();
    }

    async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value?.EndsWith(".UpdateMultiple", StringComparison.Ordinal) != true || !context.Request.Path.Value.Contains("/accounts/", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        var (answer, held) = (context.Response.Body, new MemoryStream());
        context.Response.Body = held;
        await next(context);
        var member = Enumerable.Range(0, MostMembers).First(number => context.Request.Headers.Authorization == "Bearer " + Token(number));
        OnWritten(member, RowsOf(body.ToArray()));
        held.Position = 0;
        await held.CopyToAsync(answer, CancellationToken.None);
    }

    static string Text(TableRow row) => $"{row.Id}: " + string.Join("; ", row.Values
        .Where(value => value.Key.StartsWith("ci_", StringComparison.Ordinal) && value.Key != "ci_insightson" && value.Value is not null)
        .OrderBy(value => value.Key, StringComparer.Ordinal)
        .Select(value => $"{value.Key}={Moment().Replace(Convert.ToString(value.Value, CultureInfo.InvariantCulture)!, "")}"));

    [GeneratedRegex("\"asOf\":\"[^\"]*\",")]
    private static partial Regex Moment();

    static List<Guid> RowsOf(byte[] body)
    {
        using var request = JsonDocument.Parse(body);
        return [.. request.RootElement.GetProperty("Targets").EnumerateArray().Select(row => row.GetProperty("accountid").GetGuid())];
    }
}
