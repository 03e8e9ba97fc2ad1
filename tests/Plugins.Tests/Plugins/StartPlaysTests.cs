using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;
using static CrmInsights.Plugins.Tests.Fakes.PlayStep;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class StartPlaysTests
{
    static readonly int?[] s_bands = [null, Healthy, Watch, AtRisk, Critical, Lapsed];

    readonly PlayStep _step = new();

    /// <summary>Every band before times every band after.</summary>
    public static TheoryData<int?, int?> Crossings()
    {
        var data = new TheoryData<int?, int?>();
        foreach (var from in s_bands)
            foreach (var to in s_bands) data.Add(from, to);
        return data;
    }

    [Theory]
    [MemberData(nameof(Crossings))]
    public void A_play_for_the_worse_starts_on_every_change_for_the_worse_and_no_other(int? from, int? to)
    {
        _step.AddPlay(trigger: GetsWorse);

        _step.Cross(_step.AddAccount(), from, to);

        _step.Tasks.Count.ShouldBe(from is not null && to is not null && to > from ? 1 : 0);
        _step.Actions.Count.ShouldBe(_step.Tasks.Count);
    }

    [Theory]
    [MemberData(nameof(Crossings))]
    public void A_play_for_the_better_starts_on_every_change_for_the_better_and_no_other(int? from, int? to)
    {
        _step.AddPlay(trigger: GetsBetter);

        _step.Cross(_step.AddAccount(), from, to);

        _step.Tasks.Count.ShouldBe(from is not null && to is not null && to < from ? 1 : 0);
    }

    [Theory]
    [MemberData(nameof(Crossings))]
    public void A_change_of_band_that_the_app_does_not_mark_as_a_crossing_starts_nothing(int? from, int? to)
    {
        _step.AddPlay();

        _step.Cross(_step.AddAccount(), from, to, target => target.Attributes.Remove("ci_bandcrossedon"));
        _step.Cross(_step.AddAccount(), from, to, target => target["ci_bandcrossedon"] = null);

        _step.Rows.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(Watch, null, true)]
    [InlineData(Healthy, null, false)]
    [InlineData(null, AtRisk, true)]
    [InlineData(null, Critical, false)]
    [InlineData(Watch, AtRisk, true)]
    public void From_and_to_narrow_a_play(int? from, int? to, bool starts)
    {
        _step.AddPlay(columns: [("ci_fromband", Option(from)), ("ci_toband", Option(to))]);

        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.Tasks.Count.ShouldBe(starts ? 1 : 0);
    }

    [Fact]
    public void A_stage_that_changes_starts_its_play()
    {
        _step.AddPlay(trigger: StageChanges, columns: [("ci_tostage", Option(712340003))]);
        var account = _step.AddAccount();
        var target = new Entity("account", account.Id) { ["ci_stagecrossedon"] = Samples.CreatedOn };
        _step.Context.PreEntityImages["pre"] = new Entity("account", account.Id) { ["ci_lifecyclestage"] = Option(712340002) };
        _step.Context.PostEntityImages["post"] = new Entity("account", account.Id) { ["ci_lifecyclestage"] = Option(712340003), ["ci_insightson"] = Samples.CreatedOn };
        _step.Context.PrimaryEntityId = account.Id;
        _step.Context.InputParameters["Target"] = target;

        new StartPlays().Execute(_step.Services);

        _step.Tasks.Count.ShouldBe(1);
        Choice(_step.OnlyAction, "ci_tostage").ShouldBe(712340003);
    }

    [Fact]
    public void The_task_goes_to_the_owner_names_the_first_reason_and_hangs_on_the_customer()
    {
        _step.AddPlay(columns: [("ci_dueindays", 5)]);
        var account = _step.AddAccount();

        _step.Cross(account, Watch, AtRisk);

        var task = _step.Tasks.Single();
        task["subject"].ShouldBe($"{account["name"]}: No order for 74 days, usually every 30");
        task["description"].ShouldBe("At risk, 83 %");
        task["ownerid"].ShouldBe(account["ownerid"]);
        task["regardingobjectid"].ShouldBe(new EntityReference("account", account.Id));
        task["scheduledend"].ShouldBe(_step.Context.OperationCreatedOn.AddDays(5));
    }

    [Fact]
    public void The_action_says_what_was_started_why_and_with_what()
    {
        var play = _step.AddPlay();
        var account = _step.AddAccount(value: 1234m);

        _step.Cross(account, Watch, AtRisk);

        var action = _step.OnlyAction;
        Choice(action, "ci_status").ShouldBe(Started);
        action.GetAttributeValue<EntityReference>("ci_playid").Id.ShouldBe(play);
        action.GetAttributeValue<EntityReference>("ci_accountid").Id.ShouldBe(account.Id);
        (Choice(action, "ci_fromband"), Choice(action, "ci_toband")).ShouldBe((Watch, AtRisk));
        action["ci_insightson"].ShouldBe(Samples.CreatedOn);
        action["ci_rankvalue"].ShouldBe(1234m);
        (action["ci_activitytype"], action["ci_activityid"]).ShouldBe(("task", _step.Tasks.Single().Id.ToString("D")));
        action["ci_controlgroup"].ShouldBe(false);
    }

    [Fact]
    public void Of_several_plays_that_fit_the_one_with_the_lowest_priority_number_starts()
    {
        _step.AddPlay("unranked");
        _step.AddPlay("second", columns: [("ci_priority", 2)]);
        var first = _step.AddPlay("first", columns: [("ci_priority", 1)]);
        _step.AddPlay("inactive", columns: [("ci_priority", 0), ("statecode", new OptionSetValue(1))]);

        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.OnlyAction.GetAttributeValue<EntityReference>("ci_playid").Id.ShouldBe(first);
    }

    [Fact]
    public void A_phone_call_and_an_email_draft_go_out_from_the_owner_to_the_primary_contact()
    {
        var contact = Samples.Contact(Guid.NewGuid(), new EntityReference("account", Guid.NewGuid()));
        _step.Rows.Put(contact);
        var account = _step.AddAccount();
        account["primarycontactid"] = new EntityReference("contact", contact.Id);
        var play = _step.AddPlay(columns: [("ci_kind", Option(PhoneCallKind))]);

        _step.Cross(account, Watch, AtRisk);
        _step.Rows.All("ci_play").Single(row => row.Id == play)["ci_kind"] = Option(EmailKind);
        _step.Cross(account, AtRisk, Critical);

        foreach (var activity in new[] { _step.Rows.All("phonecall").Single(), _step.Rows.All("email").Single() })
        {
            Party(activity, "from").ShouldBe(account["ownerid"]);
            Party(activity, "to").ShouldBe(new EntityReference("contact", contact.Id));
            activity["directioncode"].ShouldBe(true);
        }
    }

    [Fact]
    public void A_contact_has_plays_too()
    {
        _step.AddPlay();
        var contact = Samples.Contact(Guid.NewGuid(), new EntityReference("account", Guid.NewGuid()));
        contact["statecode"] = new OptionSetValue(0);
        _step.Rows.Put(contact);

        _step.Cross(contact, Watch, AtRisk);

        _step.OnlyAction.GetAttributeValue<EntityReference>("ci_contactid").Id.ShouldBe(contact.Id);
        _step.OnlyAction.Contains("ci_accountid").ShouldBeFalse();
        ((string)_step.Tasks.Single()["subject"]).ShouldStartWith("Secret Person: ");
    }

    [Fact]
    public void Without_a_play_nothing_happens_and_the_trace_says_so()
    {
        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.Rows.Writes.ShouldBeEmpty();
        _step.Trace.ShouldBe("No active play fits the change from Watch to At risk.");
    }

    [Fact]
    public void A_customer_that_is_gone_meanwhile_ends_the_job_quietly()
    {
        _step.AddPlay();

        _step.Cross(new Entity("account", Guid.NewGuid()), Watch, AtRisk);

        _step.Rows.Writes.ShouldBeEmpty();
        _step.Trace.ShouldBe("The customer is gone.");
    }

    [Fact]
    public void A_synchronous_step_is_refused() => Refusal(() => _step.Context.Mode = 0).ShouldContain("asynchronous");

    [Fact]
    public void A_play_that_calls_itself_ends_with_one_message() => Refusal(() => _step.Context.Depth = 5).ShouldContain("leads back to a change of its customer");

    [Fact]
    public void Rows_are_written_as_SYSTEM()
    {
        _step.AddPlay();

        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.Services.Users.ShouldBe([null]);
    }

    string Refusal(Action spoil)
    {
        _step.AddPlay();
        spoil();
        var message = Should.Throw<InvalidPluginExecutionException>(() => _step.Cross(_step.AddAccount(), Watch, AtRisk)).Message;
        _step.Rows.Writes.ShouldBeEmpty();
        return message;
    }

    static EntityReference Party(Entity activity, string column) =>
        activity.GetAttributeValue<EntityCollection>(column).Entities.Single().GetAttributeValue<EntityReference>("partyid");
}
