using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;
using static CrmInsights.Plugins.Tests.Fakes.PlayStep;

namespace CrmInsights.Plugins.Tests.Plugins;

/// <summary>Consent, hold-out and capacity.</summary>
public sealed class PlayLimitsTests
{
    readonly PlayStep _step = new();

    /// <summary>In every order of arrival the most valuable ones have the places at the end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Of_more_crossings_than_places_the_highest_values_win_in_whatever_order_they_come(int seed)
    {
        _step.AddPlay();
        decimal[] values = [.. Enumerable.Range(1, 25).Select(number => number * 100m)];
        new Random(seed).Shuffle(values);

        foreach (var value in values) _step.Cross(_step.AddAccount(value), Watch, AtRisk);

        _step.OpenTasks.Count.ShouldBe(10);
        StartedValues().ShouldBe(Enumerable.Range(16, 10).Select(number => number * 100m));
        _step.Actions.Count.ShouldBe(25, "nothing is lost: the others say why they were skipped");
        _step.Actions.Where(action => Choice(action, "ci_status") == Skipped).ShouldAllBe(action => ((string)action["ci_reason"]).Length > 20);
    }

    [Fact]
    public void A_task_that_somebody_has_begun_keeps_its_place()
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);
        _step.Cross(_step.AddAccount(1m), Watch, AtRisk);
        _step.Tasks.Single()["modifiedon"] = Samples.CreatedOn.AddHours(1);

        _step.Cross(_step.AddAccount(1000m), Watch, AtRisk);

        StartedValues().ShouldBe([1m]);
    }

    [Fact]
    public void Who_loses_the_place_before_the_task_is_there_gets_no_task()
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);
        var isFirst = true;
        _step.Rows.OnCreate = row =>
        {
            if (row.LogicalName != "task" || !isFirst) return;
            isFirst = false;
            var job = new PlayStep(_step.Rows); // another worker, between this job's action and its task
            job.Cross(job.AddAccount(1000m), Watch, AtRisk);
        };

        _step.Cross(_step.AddAccount(1m), Watch, AtRisk);

        StartedValues().ShouldBe([1000m]);
        _step.OpenTasks.Count.ShouldBe(1);
    }

    /// <summary>After each write by which a job gives one customer's place to another, a third job comes in between.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_two_that_replace_the_same_customer_the_more_valuable_one_has_the_place(int writesBefore)
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);
        _step.Cross(_step.AddAccount(100m), Watch, AtRisk);
        var writes = 0;
        _step.Rows.OnUpdated = _ =>
        {
            if (writes++ != writesBefore) return;
            var job = new PlayStep(_step.Rows);
            job.Cross(job.AddAccount(300m), Watch, AtRisk);
        };

        _step.Cross(_step.AddAccount(200m), Watch, AtRisk);

        writes.ShouldBeGreaterThan(writesBefore);
        StartedValues().ShouldBe([300m]);
        _step.OpenTasks.Count.ShouldBe(1);
        _step.Actions.Count(action => Choice(action, "ci_status") == Skipped).ShouldBe(2);
    }

    [Fact]
    public void A_customer_of_the_same_value_replaces_nobody()
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);

        _step.Cross(_step.AddAccount(5m), Watch, AtRisk);
        _step.Cross(_step.AddAccount(5m), Watch, AtRisk);
        _step.Cross(_step.AddAccount(null), Watch, AtRisk);

        _step.Tasks.Count.ShouldBe(1);
        _step.Actions.Count(action => Choice(action, "ci_status") == Skipped).ShouldBe(2);
    }

    [Fact]
    public void Every_owner_and_every_day_has_places_of_its_own()
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);

        _step.Cross(_step.AddAccount(), Watch, AtRisk);
        _step.Cross(_step.AddAccount(owner: Guid.NewGuid()), Watch, AtRisk);
        _step.Context.OperationCreatedOn = _step.Context.OperationCreatedOn.AddDays(1);
        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.OpenTasks.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void A_place_that_another_job_takes_first_is_passed_over(int quicker)
    {
        _step.AddPlay(columns: [("ci_capacity", quicker + 1)]);
        var account = _step.AddAccount();
        var others = quicker;
        _step.Rows.OnCreate = row =>
        {
            if (row.LogicalName == "ci_action" && others-- > 0)
                _step.Rows.Put(new Entity("ci_action", Guid.NewGuid()) { ["ci_slot"] = row["ci_slot"], ["ci_insightson"] = Samples.CreatedOn, ["ci_rankvalue"] = 9999m });
        };

        _step.Cross(account, Watch, AtRisk);

        _step.Actions.Select(action => (string)action["ci_slot"]).Distinct().Count().ShouldBe(quicker + 1);
        _step.Tasks.Count.ShouldBe(1);
    }

    [Fact]
    public void Capacity_0_starts_nothing_and_says_how_to_change_that()
    {
        _step.AddPlay(columns: [("ci_capacity", 0)]);

        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.Tasks.ShouldBeEmpty();
        ((string)_step.OnlyAction["ci_reason"]).ShouldBe("The capacity of the play \"Call customers at risk\" is 0. Raise it, or leave it empty for 10 a day and owner.");
    }

    /// <summary>A binomial share of n draws lies within 4 standard deviations but for one run in 16,000; the draws are fixed by a seed.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    public void The_share_held_out_is_the_one_that_was_set(int percent)
    {
        const int Count = 20_000;
        var random = new Random(7);
        var play = RandomId(random);

        var held = Enumerable.Range(0, Count).Count(_ => HoldOut.Includes(percent, RandomId(random), play));

        var expected = Count * percent / 100.0;
        held.ShouldBeInRange((int)(expected - 4 * Math.Sqrt(expected * (1 - percent / 100.0))), (int)Math.Ceiling(expected + 4 * Math.Sqrt(expected * (1 - percent / 100.0))));
    }

    [Fact]
    public void Who_is_held_out_by_one_play_says_nothing_about_another()
    {
        const int Count = 20_000;
        var random = new Random(8);
        Guid one = RandomId(random), other = RandomId(random);

        var both = Enumerable.Range(0, Count).Select(_ => RandomId(random)).Count(customer => HoldOut.Includes(50, customer, one) && HoldOut.Includes(50, customer, other));

        both.ShouldBeInRange(Count / 4 - 250, Count / 4 + 250); // 4 standard deviations are 245
    }

    [Fact]
    public void A_larger_share_holds_out_everyone_whom_a_smaller_one_did()
    {
        var random = new Random(9);
        var play = RandomId(random);
        foreach (var customer in Enumerable.Range(0, 1000).Select(_ => RandomId(random)))
            if (HoldOut.Includes(10, customer, play)) HoldOut.Includes(20, customer, play).ShouldBeTrue();
    }

    [Fact]
    public void A_customer_held_out_is_in_the_control_group_and_takes_no_place()
    {
        _step.AddPlay(columns: [("ci_holdout", 100m)]);

        _step.Cross(_step.AddAccount(), Watch, AtRisk);

        _step.Tasks.ShouldBeEmpty();
        Choice(_step.OnlyAction, "ci_status").ShouldBe(HeldOut);
        _step.OnlyAction["ci_controlgroup"].ShouldBe(true);
        _step.OnlyAction["ci_slot"].ShouldBeNull();
    }

    [Theory]
    [InlineData(712340002)]
    [InlineData(712340003)]
    public void Of_a_customer_who_objected_or_is_restricted_not_even_an_action_is_kept(int status)
    {
        _step.AddPlay();
        var account = _step.AddAccount();
        account["ci_profilingstatus"] = Option(status);

        _step.Cross(account, Watch, AtRisk);

        _step.Rows.Writes.ShouldBeEmpty();
    }

    /// <summary>Every kind times what the customer and the primary contact forbid.</summary>
    [Theory]
    [InlineData(TaskKind, true, true, true, true, true)]
    [InlineData(PhoneCallKind, false, false, false, false, true)]
    [InlineData(PhoneCallKind, true, false, false, false, false)]
    [InlineData(PhoneCallKind, false, true, false, false, true)]
    [InlineData(PhoneCallKind, false, false, true, false, false)]
    [InlineData(PhoneCallKind, false, false, false, true, true)]
    [InlineData(EmailKind, false, false, false, false, true)]
    [InlineData(EmailKind, true, false, false, false, true)]
    [InlineData(EmailKind, false, true, false, false, false)]
    [InlineData(EmailKind, false, false, true, false, true)]
    [InlineData(EmailKind, false, false, false, true, false)]
    public void The_stricter_of_customer_and_primary_contact_wins(int kind, bool noPhone, bool noEmail, bool contactNoPhone, bool contactNoEmail, bool starts)
    {
        _step.AddPlay(columns: [("ci_kind", Option(kind))]);
        var (account, contact) = WithContact();
        (account["donotphone"], account["donotemail"]) = (noPhone, noEmail);
        (contact["donotphone"], contact["donotemail"]) = (contactNoPhone, contactNoEmail);

        _step.Cross(account, Watch, AtRisk);

        Choice(_step.OnlyAction, "ci_status").ShouldBe(starts ? Started : Skipped);
    }

    [Fact]
    public void A_primary_contact_who_objected_is_not_called()
    {
        _step.AddPlay(columns: [("ci_kind", Option(PhoneCallKind))]);
        var (account, contact) = WithContact();
        contact["ci_profilingstatus"] = Option(712340002);

        _step.Cross(account, Watch, AtRisk);

        ((string)_step.OnlyAction["ci_reason"]).ShouldStartWith("The primary contact objected");
    }

    [Fact]
    public void An_inactive_customer_is_left_alone()
    {
        _step.AddPlay();
        var account = _step.AddAccount();
        account["statecode"] = new OptionSetValue(1);

        _step.Cross(account, Watch, AtRisk);

        _step.OnlyAction["ci_reason"].ShouldBe("The customer is inactive.");
    }

    [Fact]
    public void A_customer_without_a_currency_has_plays_too()
    {
        _step.AddPlay();
        var account = _step.AddAccount(value: null);
        account["transactioncurrencyid"] = null;

        _step.Cross(account, Watch, AtRisk);

        _step.Tasks.Count.ShouldBe(1);
        _step.OnlyAction.Contains("transactioncurrencyid").ShouldBeFalse();
    }

    (Entity Account, Entity Contact) WithContact()
    {
        var contact = Samples.Contact(Guid.NewGuid(), new EntityReference("account", Guid.NewGuid()));
        _step.Rows.Put(contact);
        var account = _step.AddAccount();
        account["primarycontactid"] = new EntityReference("contact", contact.Id);
        return (account, contact);
    }

    IEnumerable<decimal> StartedValues() =>
        _step.Actions.Where(action => Choice(action, "ci_status") == Started).Select(action => (decimal)action["ci_rankvalue"]).Order();

    static Guid RandomId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
