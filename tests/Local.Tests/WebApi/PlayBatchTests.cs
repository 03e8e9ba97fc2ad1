using CrmInsights.Dataverse;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Running;
using CrmInsights.Local.Tests.Embedded.Import;
using CrmInsights.Local.Tests.Embedded.Steps;
using Microsoft.Xrm.Sdk;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>A batch of scores as the app writes it, with its own client, and one owner among them for whom no task can be created.</summary>
public sealed class PlayBatchTests : WebApiTest
{
    const int Batch = 100;
    const int Watch = 712340001, AtRisk = 712340002;
    const int Started = 712340000, Failed = 712340004;

    readonly List<Guid> _accounts = [];
    bool _refuses = true;

    Guid FailingOwner => Host.Organization.Facts.ServiceUserId;

    protected override async Task Arrange()
    {
        await Host.Organization.ImportSolutionAsync(RealSolution.Zip, default);
        await Host.Whole.WriteAsync(session =>
        {
            SamplePlays.CreateOnce(session);
            return true;
        });
        var play = (await Host.Rows("ci_plays?$filter=ci_name eq 'Check in with a customer at risk'")).Single()!["ci_playid"]!.GetValue<Guid>();
        (await Host.Patch($"ci_plays({play})", new { ci_capacity = 1000 })).EnsureSuccessStatusCode();
        await new TestStep("Create", "task") { Stage = 20 }.RegisterAsync(Host.Whole, (services, _) =>
        {
            if (Volatile.Read(ref _refuses) && TestStep.Target(services).GetAttributeValue<EntityReference>("ownerid")?.Id == FailingOwner)
                throw new InvalidPluginExecutionException("The user is disabled.");
        });
        for (var number = 0; number < Batch; number++)
        {
            var owner = number == 41 ? FailingOwner : Host.Organization.Facts.AdministratorId;
            _accounts.Add(await Host.Whole.CreateAsync("account", new() { ["name"] = $"Account {number}", ["ci_churnband"] = Watch, ["ownerid"] = new Lookup("systemuser", owner) }));
        }
        await Host.Organization.WaitUntilIdleAsync(default);
    }

    [Fact]
    public async Task A_failing_owner_in_a_batch_of_100_leaves_100_scores_written_and_99_tasks_and_owes_one()
    {
        await WriteScoresAsync();

        (await Host.Rows($"accounts?$filter=ci_churnband eq {AtRisk} and ci_churnscore eq 83")).Count.ShouldBe(Batch);
        (await Host.Rows("tasks")).Count.ShouldBe(Batch - 1);
        (await Host.Rows($"ci_actions?$filter=ci_status eq {Started}")).Count.ShouldBe(Batch - 1);
        (await Host.Rows($"ci_actions?$filter=ci_status eq {Failed}")).ShouldHaveSingleItem()!["ci_reason"]!.GetValue<string>().ShouldContain("The user is disabled.");
        var job = (await FailedPlaysAsync()).ShouldHaveSingleItem();

        Volatile.Write(ref _refuses, false);
        await ResumeAsync(job);

        (await FailedPlaysAsync()).ShouldBeEmpty();
        (await Host.Rows("tasks")).Count.ShouldBe(Batch);
        (await Host.Rows($"tasks?$filter=_regardingobjectid_value eq {_accounts[41]}")).Count.ShouldBe(1);
        (await Host.Rows($"ci_actions?$filter=ci_status eq {Started}")).Count.ShouldBe(Batch);
    }

    /// <summary>As <c>WriteBack</c> does: one UpdateMultiple for the whole batch.</summary>
    async Task WriteScoresAsync()
    {
        var now = Host.Clock.GetUtcNow();
        using var client = new DataverseWebApi(new DataverseOptions { Url = new Uri(new Uri(Host.Root).GetLeftPart(UriPartial.Authority)), BatchSize = Batch });
        var rows = _accounts.Select(account => new RowWrite(RowReference.ById(DataverseTable.Account, account), new Dictionary<string, object?>
        {
            ["ci_churnband"] = AtRisk,
            ["ci_churnscore"] = 83m,
            ["ci_insightson"] = now,
            ["ci_bandcrossedon"] = now,
        })).ToList();

        var written = await client.WriteAsync(new WriteRequest(DataverseTable.Account, WriteKind.Update, rows), default);

        written.Outcomes.ShouldAllBe(outcome => outcome is RowOutcome.Written);
        await Host.Organization.WaitUntilIdleAsync(default);
    }

    /// <summary>Jobs of the play that failed. Those that forward events fail here too, as no key was set, and are no matter.</summary>
    async Task<IReadOnlyList<TableRow>> FailedPlaysAsync()
    {
        var jobs = (await Host.Whole.ReadAsync(session => session.Query(new RowQuery("asyncoperation") { Top = 5000 }))).Rows;
        return [.. jobs.Where(job => ((string)job["name"]!).Contains("StartPlays", StringComparison.Ordinal))];
    }

    async Task ResumeAsync(TableRow job)
    {
        await Host.Whole.UpdateAsync("asyncoperation", job.Id, new() { ["statecode"] = 0, ["statuscode"] = 0 });
        await Host.Organization.WaitUntilIdleAsync(default);
    }
}
