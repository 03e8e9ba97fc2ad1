using System.Text.Json.Nodes;
using CrmInsights.Local.Embedded.Contract;
using CrmInsights.Local.Running;
using CrmInsights.Local.Tests.Embedded.Import;

namespace CrmInsights.Local.Tests.WebApi;

/// <summary>Plays and custom APIs of the solution that ships: its tables, its steps and the DLL out of its zip, over the Web API.</summary>
public sealed class PlayTests : WebApiTest
{
    const int Watch = 712340001, AtRisk = 712340002, Critical = 712340003;
    const int Started = 712340000, Skipped = 712340002, Done = 712340003;
    const string Insights = """{"schemaVersion":1,"churn":{"reasons":[{"text":"No order for 74 days, usually every 30","direction":"raises risk","points":31}]}}""";

    Guid _account;

    protected override async Task Arrange()
    {
        await Host.Organization.ImportSolutionAsync(RealSolution.Zip, default);
        await Host.Organization.WriteAsync(new Caller(Host.Organization.Facts.AdministratorId), session =>
        {
            SamplePlays.CreateOnce(session);
            SamplePlays.CreateOnce(session);
            return true;
        }, default);
        _account = await Host.Create("accounts", new { name = "Contoso", ci_churnband = Watch, ci_churnscore = 12m });
        await Host.Organization.WaitUntilIdleAsync(default);
    }

    [Fact]
    public async Task Four_plays_are_there_to_begin_with() =>
        (await Host.Rows("ci_plays?$select=ci_name&$orderby=ci_priority")).Select(play => play!["ci_name"]!.GetValue<string>())
            .ShouldBe(["Save a critical customer", "Win back a lapsed customer", "Check in with a customer at risk", "Thank a loyal customer"]);

    [Fact]
    public async Task A_crossing_creates_one_task_that_names_the_first_reason()
    {
        await WriteAsync(AtRisk, crossed: true);
        await WriteAsync(AtRisk, crossed: true);

        var task = (await Host.Rows("tasks")).ShouldHaveSingleItem()!;
        task["subject"]!.GetValue<string>().ShouldBe("Check in with Contoso: No order for 74 days, usually every 30");
        task["_regardingobjectid_value"]!.GetValue<Guid>().ShouldBe(_account);
        var action = (await Host.Rows("ci_actions")).ShouldHaveSingleItem()!;
        (action["ci_status"]!.GetValue<int>(), action["ci_toband"]!.GetValue<int>()).ShouldBe((Started, AtRisk));
        action["ci_activityid"]!.GetValue<string>().ShouldBe(task["activityid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_change_without_the_date_of_a_crossing_creates_nothing()
    {
        await WriteAsync(AtRisk, crossed: false);

        (await Host.Rows("tasks")).ShouldBeEmpty();
        (await Host.Rows("ci_actions")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_phone_call_goes_from_the_owner_to_the_customer()
    {
        await WriteAsync(Critical, crossed: true);

        var call = (await Host.Rows("phonecalls")).ShouldHaveSingleItem()!;
        call["subject"]!.GetValue<string>().ShouldStartWith("Call Contoso today");
        (await Host.Rows($"activityparties?$filter=_activityid_value eq {call["activityid"]}")).Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Thirty_crossings_of_one_owner_side_by_side_leave_thirty_bands_and_ten_tasks_for_the_most_valuable()
    {
        var accounts = new List<Guid>();
        for (var number = 1; number <= 30; number++)
            accounts.Add(await Host.Create("accounts", new { name = $"Account {number}", ci_churnband = Watch, ci_value12m = 100m * ((number * 7) % 31) }));
        foreach (var account in accounts) await WriteAsync(AtRisk, crossed: true, account, wait: false);
        await Host.Organization.WaitUntilIdleAsync(default);

        (await Host.Rows("ci_actions?$filter=ci_status eq 712340004")).Select(action => action!["ci_reason"]!.GetValue<string>()).ShouldBeEmpty();
        (await Host.Rows("tasks?$filter=statecode eq 0")).Count.ShouldBe(10);
        (await Host.Rows($"ci_actions?$filter=ci_status eq {Started}")).Select(action => action!["ci_rankvalue"]!.GetValue<decimal>()).Order()
            .ShouldBe(Enumerable.Range(21, 10).Select(number => 100m * number));
        (await Host.Rows($"ci_actions?$filter=ci_status eq {Skipped}")).Count.ShouldBe(20);
        (await Host.Rows($"accounts?$filter=ci_churnband eq {AtRisk}")).Count.ShouldBe(30);
    }

    [Fact]
    public async Task ci_StartPlay_starts_a_play_by_name_and_ci_RecordOutcome_says_what_came_of_it()
    {
        var answer = await CallAsync("ci_StartPlay", new { Play = "Thank a loyal customer" });

        answer["Started"]!.GetValue<bool>().ShouldBeTrue();
        (await Host.Rows("tasks")).ShouldHaveSingleItem()!["subject"]!.GetValue<string>().ShouldBe("Thank Contoso");

        await Host.Post($"accounts({_account})/Microsoft.Dynamics.CRM.ci_RecordOutcome", new { ActionId = answer["ActionId"]!.GetValue<Guid>(), Outcome = "Ordered", Amount = 250m });
        var action = (await Host.Rows("ci_actions")).ShouldHaveSingleItem()!;
        (action["ci_status"]!.GetValue<int>(), action["ci_outcomeamount"]!.GetValue<decimal>(), action["ci_outcomeamount_base"]!.GetValue<decimal>()).ShouldBe((Done, 250m, 250m));
    }

    [Fact]
    public async Task ci_StartPlay_says_no_with_its_reason_to_a_second_press_of_the_button()
    {
        var first = await CallAsync("ci_StartPlay", new { Play = "Thank a loyal customer" });

        var second = await CallAsync("ci_StartPlay", new { Play = "Thank a loyal customer" });

        second["Started"]!.GetValue<bool>().ShouldBeFalse();
        second["Reason"]!.GetValue<string>().ShouldBe("The play was started for this customer today already.");
        second["ActionId"]!.GetValue<Guid>().ShouldBe(first["ActionId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task ci_ScoreAccount_opens_a_run_and_leaves_the_rest_to_a_job()
    {
        var answer = await CallAsync("ci_ScoreAccount", new { });

        var run = await Host.Json($"ci_runs({answer["RunId"]!.GetValue<Guid>()})");
        (run["ci_job"]!.GetValue<string>(), run["ci_status"]!.GetValue<int>()).ShouldBe(("score", 712340000));
    }

    async Task<JsonObject> CallAsync(string api, object body) => await (await Host.Post($"accounts({_account})/Microsoft.Dynamics.CRM.{api}", body)).Json();

    async Task WriteAsync(int band, bool crossed, Guid? account = null, bool wait = true)
    {
        var now = Host.Clock.GetUtcNow().UtcDateTime;
        var row = new JsonObject { ["ci_churnband"] = band, ["ci_insights"] = Insights, ["ci_insightson"] = now, ["ci_churnscore"] = 83 };
        if (crossed) row["ci_bandcrossedon"] = now;
        (await Host.Patch($"accounts({account ?? _account})", row)).IsSuccessStatusCode.ShouldBeTrue();
        if (wait) await Host.Organization.WaitUntilIdleAsync(default);
    }
}
