using System.Collections.Concurrent;
using CrmInsights.Local.Embedded;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Embedded.Steps;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmInsights.Local.Tests.Embedded.Steps;

public sealed class JobTests
{
    static readonly TestStep s_create = new("Create", "account") { IsAsync = true };

    [Fact]
    public async Task A_job_runs_after_the_commit_and_is_deleted()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var names = new ConcurrentBag<string>();
        await s_create.RegisterAsync(organization, (services, _) =>
        {
            var context = TestStep.Context(services);
            names.Add(TestStep.Service(services).Retrieve("account", context.PrimaryEntityId, new ColumnSet("name")).GetAttributeValue<string>("name"));
        });

        for (var number = 0; number < 50; number++) await organization.CreateAsync("account", new() { ["name"] = $"A{number}" });
        await organization.Dataverse.WaitUntilIdleAsync(default);

        names.Order().ShouldBe(Enumerable.Range(0, 50).Select(number => $"A{number}").Order());
        (await organization.ReadAsync(session => session.Query(new RowQuery("asyncoperation")))).Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task Held_jobs_wait_until_they_are_started()
    {
        await using var organization = await TestOrganization.OpenAsync(new EmbeddedOptions { HoldsJobs = true });
        var runs = 0;
        await s_create.RegisterAsync(organization, (_, _) => Interlocked.Increment(ref runs));
        await organization.CreateAsync("account", new() { ["name"] = "A" });

        organization.Dataverse.CountJobs().Waiting.ShouldBe(1);
        runs.ShouldBe(0);
        organization.Dataverse.StartJobs();
        organization.Dataverse.StartJobs();
        await organization.Dataverse.WaitUntilIdleAsync(default);

        runs.ShouldBe(1);
    }

    [Fact]
    public async Task Work_that_is_rolled_back_leaves_no_job()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var runs = 0;
        await s_create.RegisterAsync(organization, (_, _) => Interlocked.Increment(ref runs));

        await Should.ThrowAsync<InvalidOperationException>(() => organization.WriteAsync<bool>(session =>
        {
            session.Create(new TableRow("account", Guid.Empty) { Values = { ["name"] = "A" } });
            throw new InvalidOperationException();
        }));
        await organization.Dataverse.WaitUntilIdleAsync(default);

        runs.ShouldBe(0);
    }

    [Fact]
    public async Task A_retry_waits_and_runs_under_the_same_id_with_the_same_event()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var runs = new ConcurrentQueue<(Guid Job, object Name)>();
        await s_create.RegisterAsync(organization, (services, _) =>
        {
            runs.Enqueue((TestStep.Context(services).OperationId, TestStep.Target(services)["name"]));
            if (runs.Count < 3) throw new InvalidPluginExecutionException(OperationStatus.Retry, "The Function app does not answer.");
        });

        var scheduled = organization.Clock.NextTimer();
        await organization.CreateAsync("account", new() { ["name"] = "A" });
        foreach (var delay in JobOutcome.RetryDelays[..2])
        {
            await scheduled;
            runs.Count.ShouldBeLessThan(3);
            scheduled = organization.Clock.NextTimer();
            organization.Clock.Advance(delay + TimeSpan.FromSeconds(1));
        }
        await organization.Dataverse.WaitUntilIdleAsync(default);

        runs.Count.ShouldBe(3);
        runs.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_postponed_job_survives_a_restart()
    {
        await using var organization = await TestOrganization.OpenAsync();
        var runs = 0;
        await s_create.RegisterAsync(organization, (_, _) =>
        {
            if (Interlocked.Increment(ref runs) == 1) throw new InvalidPluginExecutionException(OperationStatus.Retry, "Later.");
        });
        var scheduled = organization.Clock.NextTimer();
        await organization.CreateAsync("account", new() { ["name"] = "A" });
        await scheduled;
        await organization.Dataverse.DisposeAsync();
        organization.Clock.Advance(TimeSpan.FromMinutes(1));

        await using var reopened = await TestOrganization.OpenAsync(folder: organization.Folder, clock: organization.Clock);
        organization.Clock.Advance(TimeSpan.FromSeconds(1));
        await reopened.Dataverse.WaitUntilIdleAsync(default);

        runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_job_that_fails_is_kept_with_the_message_and_the_trace()
    {
        await using var organization = await TestOrganization.OpenAsync();
        await s_create.RegisterAsync(organization, (services, _) =>
        {
            ((ITracingService)services.GetService(typeof(ITracingService))!).Trace("posted to {0}", "nowhere");
            throw new InvalidPluginExecutionException(OperationStatus.Failed, "The Function app answered 403.");
        });

        await organization.CreateAsync("account", new() { ["name"] = "A" });
        await organization.Dataverse.WaitUntilIdleAsync(default);

        organization.Dataverse.CountJobs().ShouldBe(new JobCounts(Waiting: 0, Failed: 1));
        var job = (await organization.ReadAsync(session => session.Query(new RowQuery("asyncoperation")))).Rows.Single();
        (job["statecode"], job["statuscode"], job["friendlymessage"]).ShouldBe((3, 31, "The Function app answered 403."));
        ((string)job["message"]!).ShouldContain("posted to nowhere");
    }
}
