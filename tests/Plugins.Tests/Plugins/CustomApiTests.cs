using CrmInsights.Plugins.Tests.Fakes;
using Microsoft.Xrm.Sdk;
using static CrmInsights.Plugins.Tests.Fakes.PlayStep;

namespace CrmInsights.Plugins.Tests.Plugins;

public sealed class CustomApiTests
{
    readonly PlayStep _step = new();

    [Theory]
    [InlineData("Call customers at risk")]
    [InlineData("  call CUSTOMERS at risk ")]
    [InlineData(null)]
    public void A_play_is_started_by_name_or_id(string? name)
    {
        var play = _step.AddPlay(trigger: ByHand);
        var account = _step.AddAccount();

        StartPlay(account, name ?? play.ToString());

        Output<bool>("Started").ShouldBeTrue();
        Output<string>("Reason").ShouldBeEmpty();
        Output<Guid>("ActionId").ShouldBe(_step.OnlyAction.Id);
        ((string)_step.Tasks.Single()["subject"]).ShouldEndWith("No order for 74 days, usually every 30");
    }

    [Fact]
    public void Pressing_twice_starts_once_a_day()
    {
        _step.AddPlay();
        var account = _step.AddAccount();

        StartPlay(account, "Call customers at risk");
        var first = Output<Guid>("ActionId");
        StartPlay(account, "Call customers at risk");

        Output<bool>("Started").ShouldBeFalse();
        Output<Guid>("ActionId").ShouldBe(first);
        Output<string>("Reason").ShouldBe("The play was started for this customer today already.");
        _step.Tasks.Count.ShouldBe(1);
    }

    [Fact]
    public void Hold_out_and_consent_hold_for_whoever_asks()
    {
        _step.AddPlay(columns: [("ci_holdout", 100m)]);
        var account = _step.AddAccount();
        StartPlay(account, "Call customers at risk");
        (Output<bool>("Started"), Output<string>("Reason")).ShouldBe((false, "Held out: 100 % of the customers are left alone to measure the effect of the play."));

        account["ci_profilingstatus"] = Option(712340002);
        StartPlay(_step.AddAccount(), "Call customers at risk");
        StartPlay(Objected(), "Call customers at risk");

        Output<Guid>("ActionId").ShouldBe(Guid.Empty);
        Output<string>("Reason").ShouldStartWith("The customer objected");
    }

    [Fact]
    public void What_somebody_started_by_hand_is_not_replaced()
    {
        _step.AddPlay(columns: [("ci_capacity", 1)]);

        StartPlay(_step.AddAccount(1m), "Call customers at risk");
        _step.Cross(_step.AddAccount(1000m), Watch, AtRisk);

        _step.OpenTasks.Count.ShouldBe(1);
        _step.Actions.Count(action => Choice(action, "ci_status") == Skipped).ShouldBe(1);
    }

    [Fact]
    public void An_unknown_play_is_refused_with_those_that_there_are()
    {
        _step.AddPlay("Win back");
        _step.AddPlay("Deleted soon", columns: [("statecode", new OptionSetValue(1))]);

        Should.Throw<InvalidPluginExecutionException>(() => StartPlay(_step.AddAccount(), "Deleted soon")).Message
            .ShouldStartWith("There is no active play \"Deleted soon\". Expected the name or id of one of: Win back.");
    }

    [Fact]
    public void A_refusal_of_the_platform_ends_the_call_and_nothing_is_written_after_it()
    {
        _step.AddPlay();
        _step.Rows.OnCreate = row => throw new FaultException("The user is disabled.");

        Should.Throw<InvalidPluginExecutionException>(() => StartPlay(_step.AddAccount(), "Call customers at risk")).Message.ShouldContain("The user is disabled.");

        _step.Rows.Writes.ShouldBeEmpty("the caller's transaction is gone");
    }

    [Fact]
    public void The_customer_is_read_with_the_rights_of_the_caller()
    {
        _step.AddPlay();

        StartPlay(_step.AddAccount(), "Call customers at risk");

        _step.Services.Users.ShouldBe([null, _step.Context.UserId]);
    }

    [Fact]
    public void A_request_to_score_opens_a_run_and_answers_its_id()
    {
        Call(new RequestScore(), _step.AddAccount());

        var run = _step.Rows.All("ci_run").Single();
        Output<Guid>("RunId").ShouldBe(run.Id);
        Choice(run, "ci_status").ShouldBe(712340000);
        run["ci_job"].ShouldBe("score");
    }

    [Fact]
    public void Who_objected_is_not_scored_on_request_either() =>
        Should.Throw<InvalidPluginExecutionException>(() => Call(new RequestScore(), Objected())).Message.ShouldContain("objected to profiling");

    [Theory]
    [InlineData("Ordered", 712340000)]
    [InlineData("no answer", 712340002)]
    [InlineData("NotInterested", 712340003)]
    [InlineData("712340005", 712340005)]
    public void An_outcome_is_recorded_by_name_or_value(string outcome, int value)
    {
        var account = Started();

        Record(account, outcome, new Money(250m));

        Choice(_step.OnlyAction, "ci_outcome").ShouldBe(value);
        Choice(_step.OnlyAction, "ci_status").ShouldBe(Done);
        _step.OnlyAction.GetAttributeValue<Money>("ci_outcomeamount").Value.ShouldBe(250m);
        _step.OnlyAction["transactioncurrencyid"].ShouldBe(account["transactioncurrencyid"]);
        _step.OnlyAction["ci_outcomeon"].ShouldBe(_step.Context.OperationCreatedOn);
    }

    [Fact]
    public void The_same_outcome_twice_changes_nothing_and_another_corrects_it()
    {
        var account = Started();

        Record(account, "Ordered", new Money(250m));
        var writes = _step.Rows.Writes.Count;
        Record(account, "Ordered", new Money(250m));
        _step.Rows.Writes.Count.ShouldBe(writes);
        Record(account, "Lost", null);

        Choice(_step.OnlyAction, "ci_outcome").ShouldBe(712340004);
    }

    [Fact]
    public void An_outcome_of_a_customer_without_a_currency_leaves_it_to_the_platform()
    {
        var account = Started(currency: false);

        Record(account, "Ordered", new Money(1m));

        _step.OnlyAction.Contains("transactioncurrencyid").ShouldBeFalse();
        _step.OnlyAction.GetAttributeValue<Money>("ci_outcomeamount").Value.ShouldBe(1m);
    }

    [Theory]
    [InlineData("Maybe")]
    [InlineData(null)]
    [InlineData("712340006")]
    public void An_unknown_outcome_is_refused_with_the_known_ones(string? outcome) =>
        Should.Throw<InvalidPluginExecutionException>(() => Record(Started(), outcome, null)).Message.ShouldContain("Ordered (712340000), Retained (712340001)");

    [Fact]
    public void An_action_of_another_customer_is_refused()
    {
        Started();

        Should.Throw<InvalidPluginExecutionException>(() => Record(_step.AddAccount(), "Ordered", null)).Message.ShouldContain("belongs to another customer");
    }

    Entity Objected()
    {
        var account = _step.AddAccount();
        account["ci_profilingstatus"] = Option(712340002);
        return account;
    }

    Entity Started(bool currency = true)
    {
        _step.AddPlay();
        var account = _step.AddAccount();
        if (!currency) account["transactioncurrencyid"] = null;
        _step.Cross(account, Watch, AtRisk);
        return account;
    }

    void StartPlay(Entity customer, string play) => Call(new StartPlay(), customer, ("Play", play));

    void Record(Entity customer, string? outcome, Money? amount) =>
        Call(new RecordOutcome(), customer, ("ActionId", _step.OnlyAction.Id), ("Outcome", outcome), ("Amount", amount));

    void Call(IPlugin api, Entity customer, params (string Name, object? Value)[] inputs)
    {
        _step.Context.Stage = 30;
        _step.Context.Mode = 0;
        _step.Context.PrimaryEntityName = customer.LogicalName;
        _step.Context.PrimaryEntityId = Guid.Empty; // the Target names the row
        _step.Context.InputParameters.Clear();
        _step.Context.InputParameters["Target"] = customer.ToEntityReference();
        foreach (var (name, value) in inputs) if (value is not null) _step.Context.InputParameters[name] = value;
        _step.Services.Users.Clear();
        api.Execute(_step.Services);
        _step.Context.Mode = 1;
    }

    T Output<T>(string name) => (T)_step.Context.OutputParameters[name];
}
