using System.Collections.Concurrent;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Steps;
using CrmInsights.Local.Tests.Embedded.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CrmInsights.Local.Tests.Embedded.Steps;

/// <summary>The plug-in DLL that ships, out of the zip that ships.</summary>
public sealed class RealPluginTests
{
    [Fact]
    public async Task A_saved_account_is_posted_signed_under_the_id_of_its_job()
    {
        await using var organization = await ImportedAsync();
        await using var app = new FunctionApp();
        await ConnectAsync(organization, await app.StartAsync());

        var account = await organization.CreateAsync("account", new() { ["name"] = "A", ["revenue"] = 5m });
        await organization.Dataverse.WaitUntilIdleAsync(default);

        organization.Dataverse.CountJobs().ShouldBe(new JobCounts(0, 0));
        var (signature, body) = app.Events.ShouldHaveSingleItem();
        signature.ShouldContain(",v1=");
        body.ShouldContain("crminsights.account.changed");
        body.ShouldContain(account.ToString());
        body.ShouldContain(organization.Dataverse.OrganizationId.ToString());
    }

    [Fact]
    public async Task Without_a_key_the_job_says_what_to_do()
    {
        await using var organization = await ImportedAsync();

        await organization.CreateAsync("account", new() { ["name"] = "A" });
        await organization.Dataverse.WaitUntilIdleAsync(default);

        var job = (await organization.ReadAsync(session => session.Query(new RowQuery("asyncoperation")))).Rows.ShouldHaveSingleItem();
        (job["statuscode"], ((string)job["message"]!).Length).ShouldSatisfyAllConditions(seen => seen.Item1.ShouldBe(31), seen => seen.Length.ShouldBeGreaterThan(40));
    }

    [Fact]
    public async Task A_score_does_not_stick_to_an_account_that_objected()
    {
        await using var organization = await ImportedAsync();
        var account = await organization.CreateAsync("account", new() { ["name"] = "A", ["ci_profilingstatus"] = 712340002 });

        await organization.UpdateAsync("account", account, new() { ["ci_churnscore"] = 61m, ["fax"] = "1" });

        var row = (await organization.FindAsync("account", account))!;
        (row["ci_churnscore"], row["fax"]).ShouldBe((null, "1"));
    }

    static async Task<TestOrganization> ImportedAsync()
    {
        var organization = await TestOrganization.OpenAsync();
        await organization.Dataverse.ImportSolutionAsync(RealSolution.Zip, default);
        return organization;
    }

    static Task<bool> ConnectAsync(TestOrganization organization, string address) => organization.WriteAsync(session =>
    {
        var definition = session.Query(new RowQuery("environmentvariabledefinition")).Rows.Single().Id;
        session.Create(new TableRow("environmentvariablevalue", Guid.Empty) { Values = { ["value"] = address, ["environmentvariabledefinitionid"] = definition } });
        var secret = session.Create(new TableRow("sdkmessageprocessingstepsecureconfig", Guid.Empty) { Values = { ["secureconfig"] = new string('k', 40) } });
        foreach (var step in session.Query(new RowQuery("sdkmessageprocessingstep")).Rows)
            session.Update(new TableRow(step.Table, step.Id) { Values = { ["sdkmessageprocessingstepsecureconfigid"] = secret } });
        return true;
    });

    /// <summary>Takes events as ReceiveEvents does.</summary>
    sealed class FunctionApp : IAsyncDisposable
    {
        readonly WebApplication _web;

        public FunctionApp()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _web = builder.Build();
            _web.MapPost("/api/events", TakeAsync);
        }

        public ConcurrentQueue<(string Signature, string Body)> Events { get; } = new();

        public async Task<string> StartAsync()
        {
            await _web.StartAsync();
            return _web.Urls.Single();
        }

        public async ValueTask DisposeAsync() => await _web.DisposeAsync();

        async Task<IResult> TakeAsync(HttpRequest request)
        {
            using var reader = new StreamReader(request.Body);
            Events.Enqueue((request.Headers["x-ci-signature"].ToString(), await reader.ReadToEndAsync()));
            return Results.Accepted();
        }
    }
}
