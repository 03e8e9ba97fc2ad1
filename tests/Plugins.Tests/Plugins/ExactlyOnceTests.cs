using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;
using static CrmInsights.Plugins.Tests.Fakes.PlayStep;

namespace CrmInsights.Plugins.Tests.Plugins;

/// <summary>A step may die anywhere and be run again; in a job every call to the platform is a transaction of its own.</summary>
public sealed class ExactlyOnceTests
{
    readonly PlayStep _step = new();

    [Fact]
    public void A_step_that_runs_again_changes_nothing()
    {
        _step.AddPlay();
        var account = _step.AddAccount();

        _step.Cross(account, Watch, AtRisk);
        var writes = _step.Rows.Writes.Count;
        for (var again = 0; again < 5; again++) _step.Cross(account, Watch, AtRisk);

        _step.Rows.Writes.Count.ShouldBe(writes);
        _step.Tasks.Count.ShouldBe(1);
    }

    [Fact]
    public void Another_play_that_fits_by_the_second_run_does_not_start_too()
    {
        _step.AddPlay();
        var account = _step.AddAccount();

        _step.Cross(account, Watch, AtRisk);
        _step.AddPlay("newer", columns: [("ci_priority", 0), ("ci_kind", Option(PhoneCallKind))]);
        _step.Cross(account, Watch, AtRisk);

        _step.Actions.Count.ShouldBe(1);
        _step.Rows.All("phonecall").ShouldBeEmpty();
    }

    [Fact]
    public void A_step_that_died_between_action_and_activity_goes_on_where_it_was()
    {
        _step.AddPlay();
        var account = _step.AddAccount();
        _step.Cross(account, Watch, AtRisk);
        _step.Rows.Remove("task", _step.Tasks.Single().Id);

        _step.Cross(account, Watch, AtRisk);

        _step.Tasks.Single().Id.ToString("D").ShouldBe(_step.OnlyAction["ci_activityid"]);
    }

    [Fact]
    public void Later_insights_or_another_band_are_another_crossing()
    {
        _step.AddPlay();
        var account = _step.AddAccount();

        _step.Cross(account, Watch, AtRisk);
        _step.Cross(account, AtRisk, Critical);
        _step.Cross(account, Watch, AtRisk, computedOn: Samples.CreatedOn.AddDays(40));

        _step.Tasks.Select(task => task.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void A_refused_owner_fails_this_job_alone_and_the_action_says_why()
    {
        _step.AddPlay();
        var disabled = Guid.NewGuid();
        _step.Rows.OnCreate = row => ThrowIfOwnedBy(row, disabled);
        var accounts = Enumerable.Range(0, 9).Select(index => _step.AddAccount(owner: index == 4 ? disabled : Samples.Owner)).ToList();

        var faults = accounts.Select(account => Fault(() => _step.Cross(account, Watch, AtRisk))).ToList();

        faults.Count(fault => fault is not null).ShouldBe(1);
        faults[4]!.Message.ShouldContain("The user is disabled.");
        faults[4]!.Message.ShouldContain("resume this job");
        _step.Tasks.Count.ShouldBe(8);
        var failed = _step.Actions.Single(action => Choice(action, "ci_status") == Failed);
        ((string)failed["ci_reason"]).ShouldContain("The user is disabled.");
        failed["ci_slot"].ShouldBeNull();
    }

    [Fact]
    public void A_job_that_failed_and_is_resumed_creates_what_it_owes()
    {
        _step.AddPlay();
        _step.Rows.OnCreate = row => ThrowIfOwnedBy(row, Samples.Owner);
        var account = _step.AddAccount();
        Fault(() => _step.Cross(account, Watch, AtRisk)).ShouldNotBeNull();
        _step.Rows.OnCreate = _ => { };

        _step.Cross(account, Watch, AtRisk);

        Choice(_step.OnlyAction, "ci_status").ShouldBe(Started);
        _step.Tasks.Count.ShouldBe(1);
    }

    [Fact]
    public void An_activity_that_is_refused_gives_its_place_back()
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);
        _step.Rows.OnCreate = row => throw_if(row.LogicalName == "task");
        Fault(() => _step.Cross(_step.AddAccount(), Watch, AtRisk)).ShouldNotBeNull();
        _step.Rows.OnCreate = _ => { };

        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.Tasks.Count.ShouldBe(1);

        static void throw_if(bool refuses)
        {
            if (refuses) throw new FaultException("Principal user is missing prvCreateActivity privilege.");
        }
    }

    static void ThrowIfOwnedBy(Entity row, Guid user)
    {
        if (row.GetAttributeValue<EntityReference>("ownerid")?.Id == user) throw new FaultException("The user is disabled.");
    }

    static InvalidPluginExecutionException? Fault(Action run)
    {
        try
        {
            run();
            return null;
        }
        catch (InvalidPluginExecutionException fault)
        {
            return fault;
        }
    }
}
